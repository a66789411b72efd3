namespace DepGraph.Storage.Querying;

/// <summary>What the values of a field are.</summary>
public enum FieldType
{
    /// <summary>Whole numbers, and what stands for one: times (UTC ticks), enums, truth values.</summary>
    Number,

    /// <summary>Texts, by code point.</summary>
    Text,

    /// <summary>Versions, by semver precedence. Only for lists in memory.</summary>
    Version,
}
