namespace DepGraph.Ingestion.Graph;

/// <summary>Hears what becomes of a head that it asked for. Calls come from whatever thread brought the news, outside all locks.</summary>
internal interface IHeadObserver
{
    /// <summary>The closure that needs the head; null for none.</summary>
    ClosureKey? Closure { get; }

    /// <summary>How many levels of dependencies below the head will probably be asked for when it is there; 0: none.</summary>
    int LevelsBelow { get; }

    /// <summary>The store does not have it: the registry is asked.</summary>
    void OnStoreMissed(string name);

    /// <summary>The end: exactly one call.</summary>
    void OnAnswer(string name, PackageAnswer answer);
}
