namespace DepGraph.Storage.Tests.Contract;

/// <summary>A place where one store lives for the length of a test; it may be opened again and again.</summary>
public interface IStorePlace : IAsyncDisposable
{
    /// <summary>Makes the place ready and empty; to be called first.</summary>
    ValueTask PrepareAsync(CancellationToken cancellationToken);

    /// <summary>A store on this place, made but not opened.</summary>
    IGraphStore Create(ProjectionSpeed speed = ProjectionSpeed.Hurried);

    /// <summary>Every version's dependencies as another program reads them: <c>a@1.0.0 PROD name range target</c>, in no order.</summary>
    Task<IReadOnlyList<string>> ReadEdgesAsync();

    /// <summary>The latest versions' dependencies as another program reads them: <c>a PROD name range target</c>, in no order.</summary>
    Task<IReadOnlyList<string>> ReadLatestEdgesAsync();

    /// <summary>How many versions have relationships of their own.</summary>
    Task<long> CountVersionsAsync();

    /// <summary>Overwrites a package's packed head.</summary>
    Task DamageHeadAsync(string name);

    /// <summary>Makes the place what a build has left behind that knew nothing of searching; no store may be open there.</summary>
    Task ForgetSearchAsync();
}

/// <summary>How a store's projection behaves in a test.</summary>
public enum ProjectionSpeed
{
    /// <summary>Without any pause.</summary>
    Hurried,

    /// <summary>It writes little at a time, and after it pauses for so long that no stall of the machine lets it finish.</summary>
    Halting,

    /// <summary>Nothing is projected: that is left to others (<see cref="StoreOptions.Projects"/>).</summary>
    Suspended,
}

/// <summary>What every test of the contract starts from: an open, empty store.</summary>
public abstract class StoreContract(IStorePlace place) : IAsyncLifetime
{
    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected IGraphStore Store { get; private set; } = null!;

    /// <summary>Another store on the same place, made but not opened.</summary>
    protected IGraphStore CreateAnother(ProjectionSpeed speed = ProjectionSpeed.Hurried) => place.Create(speed);

    public async ValueTask InitializeAsync()
    {
        await place.PrepareAsync(Cancel);
        Store = place.Create();
        await Store.OpenAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        if (Store is not null)
            await Store.DisposeAsync();
        await place.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected IStorePlace Place => place;

    /// <summary>Closes the store and opens the same place anew.</summary>
    protected async Task ReopenAsync(ProjectionSpeed speed = ProjectionSpeed.Hurried)
    {
        await Store.DisposeAsync();
        Store = place.Create(speed);
        await Store.OpenAsync(Cancel);
    }

    protected async Task<HeadCommit> CommitAsync(HeadWrite write) =>
        (await Store.CommitAsync([write], Cancel)).ShouldHaveSingleItem();

    protected async Task<PackageRecord?> LoadAsync(string name) =>
        (await Store.LoadAsync([name], Cancel)).ShouldHaveSingleItem();

    /// <summary>Asks until it holds; the limit ends a test that fails and measures nothing.</summary>
    protected static async Task<T> EventuallyAsync<T>(Func<Task<T>> ask, Func<T, bool> holds)
    {
        for (var tries = 0; ; tries++)
        {
            var found = await ask();
            if (holds(found))
                return found;
            tries.ShouldBeLessThan(15_000, $"It never came to hold; last: {found}");
            await Task.Delay(20, Cancel);
        }
    }

    /// <summary>Waits until the projection has caught up.</summary>
    protected async Task<GraphStatistics> CaughtUpAsync()
    {
        while (true)
        {
            var statistics = await Store.GetStatisticsAsync(Cancel);
            if (statistics.PendingPackages == 0)
                return statistics;
            await Task.Delay(20, Cancel);
        }
    }
}
