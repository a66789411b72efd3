using System.Diagnostics;

namespace DepGraph.EndToEnd.Answers;

/// <summary>
/// Waits for what comes in its own time, by asking again until it holds. The deadline is there to end a test that fails, not to
/// measure one that passes.
/// </summary>
public static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <param name="ask">Asks once.</param>
    /// <param name="holds">Whether that is what is waited for.</param>
    /// <param name="what">What is waited for, for the failure.</param>
    /// <param name="minutes">The deadline; longer than 5 minutes for what is long work on a busy machine.</param>
    public static async Task<T> BecomesAsync<T>(Func<Task<T>> ask, Func<T, bool> holds, string what, int minutes = 5)
    {
        var deadline = TimeSpan.FromMinutes(minutes);
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var found = await ask();
            if (holds(found))
            {
                return found;
            }

            if (watch.Elapsed > deadline)
            {
                Assert.Fail($"Within {minutes} minutes not so: {what}. Last: {found}");
            }

            await Task.Delay(Pause);
        }
    }

    /// <summary>Waits for a condition that takes asking.</summary>
    public static Task HoldAsync(Func<Task<bool>> holds, string what, int minutes = 5) =>
        BecomesAsync(holds, found => found, what, minutes);

    public static Task HoldsAsync(Func<bool> holds, string what) =>
        BecomesAsync(() => Task.FromResult(holds()), found => found, what);
}
