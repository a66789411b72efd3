using DepGraph.Storage;

namespace DepGraph.Ingestion.Jobs;

/// <summary>Something that is being fetched, as an ingestion shows it.</summary>
internal interface IIngestionWork
{
    int PackagesFetched { get; }

    int PackagesPending { get; }

    /// <summary>Completes at the end, whatever it is; never fails.</summary>
    Task Completion { get; }

    /// <summary>How it ended; asked after <see cref="Completion"/>.</summary>
    IngestionOutcome Outcome();

    /// <summary>Keeps it from being stopped, until <see cref="LetGo"/>. False when it has been stopped already.</summary>
    bool TryHold();

    /// <summary>Ends what <see cref="TryHold"/> began.</summary>
    void LetGo();

    /// <summary>Stops it, unless somebody else needs it.</summary>
    void Stop();
}

/// <summary>How an ingestion ended.</summary>
/// <param name="State">A final state.</param>
/// <param name="Error">Why it is not complete; null otherwise.</param>
internal readonly record struct IngestionOutcome(IngestionState State, string? Error);
