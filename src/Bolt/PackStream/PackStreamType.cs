namespace DepGraph.Bolt.PackStream;

/// <summary>What kind of value a PackStream marker begins.</summary>
public enum PackStreamType
{
    Null,
    Boolean,

    /// <summary>A signed integer of at most 64 bits.</summary>
    Integer,

    /// <summary>An IEEE 754 number of 64 bits.</summary>
    Float,

    Bytes,

    /// <summary>Text in UTF-8.</summary>
    String,

    List,

    /// <summary>Entries whose keys are strings.</summary>
    Map,

    /// <summary>A tag of one byte and up to 15 fields; what they mean is Bolt's affair.</summary>
    Structure,
}
