package org.dotgate.hooks.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Stream;
import org.apache.james.mailrepository.api.MailRepository;
import org.apache.james.mailrepository.api.MailRepositoryPath;
import org.apache.james.mailrepository.api.MailRepositoryStore;
import org.apache.james.mailrepository.api.MailRepositoryUrl;
import org.apache.james.mailrepository.api.Protocol;

/** A store of one repository, which must be asked for by its path. */
final class OneRepository implements MailRepositoryStore {
    private final MailRepository repository;
    private final String place;

    OneRepository(MailRepository repository, String place) {
        this.repository = repository;
        this.place = place;
    }

    @Override
    public MailRepository select(MailRepositoryUrl url) {
        assertThat(url.asString()).isEqualTo("memory://" + place.replaceFirst("/$", ""));
        return repository;
    }

    @Override
    public Optional<Protocol> defaultProtocol() {
        return Optional.of(new Protocol("memory"));
    }

    @Override
    public Optional<MailRepository> get(MailRepositoryUrl url) {
        return Optional.of(repository);
    }

    @Override
    public Stream<MailRepository> getByPath(MailRepositoryPath path) {
        return Stream.of(repository);
    }

    @Override
    public Stream<MailRepositoryUrl> getUrls() {
        return Stream.empty();
    }
}
