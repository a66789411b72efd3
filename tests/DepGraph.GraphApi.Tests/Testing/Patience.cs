namespace DepGraph.GraphApi.Tests.Testing;

/// <summary>Waits for what comes by itself.</summary>
internal static class Patience
{
    /// <summary>Looks until something holds; fails after a time that no machine needs.</summary>
    public static async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var tries = 0; !await holds(); tries++)
        {
            tries.ShouldBeLessThan(24_000, "It never came to hold.");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }
}
