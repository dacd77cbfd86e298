#!/bin/sh
# Builds the images that the documentation names, without a registry: images.sh FOLDER JAVA_HOME CLASSPATH CONF. FOLDER is empty;
# CLASSPATH is a file with James's libraries, CONF the folder with James's sample configuration. DOCKER_HOST names the engine.
set -eu
here=$(dirname "$(realpath "$0")")
folder=$1 java=$2 classpath=$(cat "$3") conf=$4
# the builder that every engine has
export DOCKER_BUILDKIT=0

# what is only linked to here is whole in the image
build() {
    cp "$here/$2/Dockerfile" "$folder/$2/"
    tar --create --dereference --exclude=./java/jmods --exclude=./java/lib/src.zip --directory "$folder/$2" . | docker build --tag "$1" -
}

# libraries INTO JAVA_HOME PROGRAM…: what the programs need, where they look for it; Java's own are there already
libraries() {
    into=$1 own=$2
    shift 2
    ldd "$@" | grep -o '[[:space:]]/[^ ]*' | grep -v "$own" | sort -u | while read -r library; do
        mkdir -p "$into${library%/*}"
        cp -L "$library" "$into$library"
    done
}

machine() {
    mkdir -p "$1/bin" "$1/etc" "$1/tmp"
    cp "$(command -v busybox)" "$1/bin/busybox"
    libraries "$1" "$java" "$1/bin/busybox"
    for applet in sh cat grep; do
        ln "$1/bin/busybox" "$1/bin/$applet"
    done
    echo "root:x:0:0:root:/root:/bin/sh" > "$1/etc/passwd"
}

machine "$folder/java"
ln -s "$java" "$folder/java/java"
libraries "$folder/java" "$java" "$java/bin/java" "$java/lib/server/libjvm.so"
build eclipse-temurin:17-jre java

machine "$folder/redis"
mkdir -p "$folder/redis/usr/lib/redis"
# Redis's programs are one, which does what its name says
cp "$(command -v redis-check-rdb)" "$folder/redis/usr/lib/redis/redis-server"
cp "$here/redis/redis-server" "$folder/redis/bin/"
libraries "$folder/redis" "$java" "$folder/redis/usr/lib/redis/redis-server"
build redis:7-alpine redis

mkdir -p "$folder/james/libs" "$folder/james/extensions-jars" "$folder/james/resources" "$folder/james/classes"
cp -r "$conf" "$folder/james/conf"
# the one file that James's build changes for its images
sed -i 's/^host=localhost$/host=0.0.0.0/' "$folder/james/conf/webadmin.properties"
printf /root/resources:/root/classes > "$folder/james/jib-classpath-file"
for library in $(echo "$classpath" | tr : ' '); do
    ln -s "$library" "$folder/james/libs/"
    printf ":/root/libs/%s" "${library##*/}" >> "$folder/james/jib-classpath-file"
done
build apache/james:memory-3.8.1 james
rm -r "$folder/java" "$folder/redis" "$folder/james"
