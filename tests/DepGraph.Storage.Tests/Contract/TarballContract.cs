namespace DepGraph.Storage.Tests.Contract;

/// <summary>What lies in tarballs, for the process that opened one and for all others.</summary>
public abstract class TarballContract(IStorePlace place) : StoreContract(place)
{
    [Fact]
    public async Task There_is_nothing_until_it_is_saved()
    {
        (await Store.ReadTarballAsync("a", Cancel)).ShouldBeNull();

        await Store.SaveTarballAsync("a", [1, 2, 3], Cancel);

        (await Store.ReadTarballAsync("a", Cancel)).ShouldBe([1, 2, 3]);
        (await Store.ReadTarballAsync("b", Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task It_is_there_after_a_new_start_and_for_other_processes()
    {
        var listing = new byte[3_000_000];
        Random.Shared.NextBytes(listing);
        await Store.SaveTarballAsync("a", listing, Cancel);

        await ReopenAsync();
        await using var another = CreateAnother();
        await another.OpenAsync(Cancel);

        (await Store.ReadTarballAsync("a", Cancel)).ShouldBe(listing);
        (await another.ReadTarballAsync("a", Cancel)).ShouldBe(listing);
    }

    [Fact]
    public async Task Several_may_save_the_same_at_once()
    {
        await using var another = CreateAnother();
        await another.OpenAsync(Cancel);

        await Task.WhenAll(
            Enumerable.Range(0, 16).Select(i => (i % 2 == 0 ? Store : another).SaveTarballAsync("a", [7], Cancel))
        );

        (await Store.ReadTarballAsync("a", Cancel)).ShouldBe([7]);
    }

    [Fact]
    public async Task What_is_saved_again_takes_its_place()
    {
        await Store.SaveTarballAsync("a", [], Cancel);
        await Store.SaveTarballAsync("a", [9], Cancel);

        (await Store.ReadTarballAsync("a", Cancel)).ShouldBe([9]);
    }
}
