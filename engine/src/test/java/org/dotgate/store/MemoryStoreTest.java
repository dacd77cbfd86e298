package org.dotgate.store;

class MemoryStoreTest extends StoreContract {
    @Override
    protected Store create() {
        return new MemoryStore(timer);
    }

    @Override
    protected void breakDown() {
        ((MemoryStore) store).fail("it shall");
    }

    @Override
    protected void mend() {
        ((MemoryStore) store).fail(null);
    }
}
