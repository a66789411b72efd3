namespace DepGraph.Storage;

/// <summary>The store could not do what it was asked; nothing of the request was done. The message names the place and a way out.</summary>
public sealed class StoreException(StoreFailure failure, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    public StoreFailure Failure { get; } = failure;

    /// <summary>The same request may succeed later without anyone changing the configuration.</summary>
    public bool IsTransient => Failure is StoreFailure.Busy or StoreFailure.Full or StoreFailure.Unavailable;
}

/// <summary>Why a store failed.</summary>
public enum StoreFailure
{
    /// <summary>Another process held it for longer than the busy time-out.</summary>
    Busy,

    /// <summary>No space left.</summary>
    Full,

    /// <summary>It may be read but not written.</summary>
    ReadOnly,

    /// <summary>It cannot be reached or read just now, for example an I/O error.</summary>
    Unavailable,

    /// <summary>It cannot be opened as configured: a wrong path, no permission, another program's file.</summary>
    Unusable,

    /// <summary>Its content is damaged.</summary>
    Corrupt,

    /// <summary>A newer build wrote it.</summary>
    NewerVersion,
}
