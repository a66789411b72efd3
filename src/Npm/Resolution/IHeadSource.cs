using DepGraph.Npm.Packuments;

namespace DepGraph.Npm.Resolution;

/// <summary>Whether a package's head is at hand.</summary>
public enum HeadStatus : byte
{
    /// <summary>It is.</summary>
    Found,

    /// <summary>The registry does not know the package.</summary>
    NotFound,

    /// <summary>It is still being fetched.</summary>
    Pending,

    /// <summary>It could not be fetched.</summary>
    Failed,
}

/// <summary>The answer to a question for a package's head.</summary>
public readonly struct HeadAnswer
{
    private readonly DatedHead? _dated;

    private HeadAnswer(HeadStatus status, PackageHead? head, DatedHead? dated, string? message)
    {
        Status = status;
        Head = head;
        _dated = dated;
        Message = message;
    }

    /// <summary>The registry does not know the package.</summary>
    public static HeadAnswer NotFound { get; } = new(HeadStatus.NotFound, null, null, null);

    /// <summary>The package is still being fetched.</summary>
    public static HeadAnswer Pending { get; } = new(HeadStatus.Pending, null, null, null);

    /// <summary>Whether the head is there, and why not.</summary>
    public HeadStatus Status { get; }

    /// <summary>The head; null unless found.</summary>
    public PackageHead? Head { get; }

    /// <summary>Why it could not be fetched; null unless failed.</summary>
    public string? Message { get; }

    /// <summary>The head is at hand.</summary>
    public static HeadAnswer Found(PackageHead head) => new(HeadStatus.Found, head, null, null);

    /// <summary>The head is at hand, and is to be picked from as it was at a date.</summary>
    public static HeadAnswer Found(PackageHead head, DatedHead dated) => new(HeadStatus.Found, head, dated, null);

    /// <summary>The package could not be fetched, for the reason that <paramref name="message"/> gives.</summary>
    public static HeadAnswer Failed(string message) => new(HeadStatus.Failed, null, null, message);

    /// <summary>The index of the version that a requirement of this package picks; null: none, or there is no head.</summary>
    public int? Pick(Requirement requirement) =>
        _dated is null ? Head?.Pick(requirement) : _dated.Pick(requirement.Spec!);
}

/// <summary>
/// Where resolution takes package heads from: synchronous, and the same answer for the same name as long as one set or
/// tree is being built.
/// </summary>
public interface IHeadSource
{
    /// <summary>The head of a package, by its real name.</summary>
    HeadAnswer Find(string packageName);
}
