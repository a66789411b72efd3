namespace DepGraph.Ingestion.Graph;

/// <summary>One package's head on its way: from the store, then from the registry. All who want it join the one flight.</summary>
/// <param name="isInStore">It begins with a look into the store; otherwise with the registry.</param>
/// <param name="newerThan">What was confirmed after this is what it is for; null: anything is.</param>
/// <param name="isForced">It is made although it may just have failed.</param>
/// <param name="isForeseen">Nobody has asked for it yet: unless somebody joins, it ends with what the store says.</param>
internal sealed class HeadFlight(
    bool isInStore,
    DateTimeOffset? newerThan = null,
    bool isForced = false,
    bool isForeseen = false
)
{
    private readonly Lock gate = new();
    private List<IHeadObserver>? observers;
    private bool isInStore = isInStore;

    /// <summary>What was confirmed after this is what it is for; null: anything is.</summary>
    public DateTimeOffset? NewerThan { get; set; } = newerThan;

    public bool IsForced => isForced;

    /// <summary>Nobody has asked for it, and nobody is waiting: nothing is fetched for it.</summary>
    public bool IsGuess => isForeseen && !IsAwaited;

    /// <summary>Somebody waits for it.</summary>
    public bool IsAwaited
    {
        get
        {
            lock (gate)
            {
                return observers is { Count: > 0 };
            }
        }
    }

    /// <summary>A closure that waits for it; null when none does.</summary>
    public ClosureKey? Closure
    {
        get
        {
            lock (gate)
            {
                return observers?.Select(observer => observer.Closure).FirstOrDefault(closure => closure is not null);
            }
        }
    }

    /// <summary>The most of what those who wait for it will ask for below it; see <see cref="IHeadObserver.LevelsBelow"/>.</summary>
    public int LevelsBelow
    {
        get
        {
            lock (gate)
            {
                return observers?.Max(static observer => observer.LevelsBelow) ?? 0;
            }
        }
    }

    /// <summary>The store has not answered yet.</summary>
    public bool IsInStore => isInStore;

    /// <summary>Joins. The caller holds the entry's gate while the flight is the entry's, so it cannot have ended.</summary>
    /// <returns>True while the store has not answered yet.</returns>
    public bool Join(IHeadObserver observer)
    {
        lock (gate)
        {
            (observers ??= []).Add(observer);
            return isInStore;
        }
    }

    public void MissStore(string name)
    {
        IHeadObserver[] toTell;
        lock (gate)
        {
            isInStore = false;
            toTell = observers?.ToArray() ?? [];
        }

        foreach (var observer in toTell)
        {
            observer.OnStoreMissed(name);
        }
    }

    /// <summary>Ends the flight; it is nobody's flight any more, so no one can join.</summary>
    public void Land(string name, PackageAnswer answer)
    {
        List<IHeadObserver>? toTell;
        lock (gate)
        {
            (toTell, observers) = (observers, null);
        }

        List<Exception>? broken = null;
        foreach (var observer in toTell ?? [])
        {
            try
            {
                observer.OnAnswer(name, answer);
            }
            catch (Exception e)
            {
                // One observer that breaks must not leave the others waiting.
                (broken ??= []).Add(e);
            }
        }

        if (broken is not null)
        {
            throw new AggregateException($"The answer for '{name}' broke who waited for it.", broken);
        }
    }
}
