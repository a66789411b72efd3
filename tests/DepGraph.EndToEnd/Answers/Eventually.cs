using System.Diagnostics;

namespace DepGraph.EndToEnd.Answers;

/// <summary>Waits for what comes in its own time, by asking again until it holds or the deadline is over.</summary>
public static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(40);

    /// <param name="ask">Asks once.</param>
    /// <param name="holds">Whether that is what is waited for.</param>
    /// <param name="what">What is waited for, for the failure.</param>
    /// <param name="within">Null: 40 seconds.</param>
    public static async Task<T> BecomesAsync<T>(
        Func<Task<T>> ask,
        Func<T, bool> holds,
        string what,
        TimeSpan? within = null
    )
    {
        var limit = within ?? Deadline;
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var found = await ask();
            if (holds(found))
            {
                return found;
            }

            if (watch.Elapsed > limit)
            {
                Assert.Fail($"Within {limit.TotalSeconds:0} s not so: {what}. Last: {found}");
            }

            await Task.Delay(Pause);
        }
    }

    public static Task HoldsAsync(Func<bool> holds, string what, TimeSpan? within = null) =>
        BecomesAsync(() => Task.FromResult(holds()), found => found, what, within);
}
