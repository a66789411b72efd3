namespace DepGraph.Npm.Placement;

/// <summary>Why a package that is placed would not be installed.</summary>
public enum SkipReason : byte
{
    /// <summary>It would.</summary>
    None,

    /// <summary>It is optional and does not support the platform, or only such a package needs it.</summary>
    Platform,

    /// <summary>It is of a kind to omit.</summary>
    Omit,

    /// <summary>It belongs to an optional branch that cannot be completed.</summary>
    OptionalFailed,
}
