namespace DepGraph.Bolt.PackStream;

/// <summary>
/// The first byte of a value. Of three markers for one type the first is followed by a size of 8 bits, the second by one of 16,
/// the third by one of 32; of a tiny one the low four bits are the size.
/// https://neo4j.com/docs/bolt/current/packstream/
/// </summary>
internal static class Marker
{
    public const byte TinyString = 0x80;
    public const byte TinyList = 0x90;
    public const byte TinyMap = 0xA0;
    public const byte TinyStructure = 0xB0;
    public const byte Null = 0xC0;
    public const byte Float = 0xC1;
    public const byte False = 0xC2;
    public const byte True = 0xC3;
    public const byte Integer8 = 0xC8;
    public const byte Integer16 = 0xC9;
    public const byte Integer32 = 0xCA;
    public const byte Integer64 = 0xCB;
    public const byte Bytes8 = 0xCC;
    public const byte String8 = 0xD0;
    public const byte List8 = 0xD4;
    public const byte Map8 = 0xD8;

    /// <summary>The least integer that is its own marker.</summary>
    public const sbyte LeastTinyInteger = -16;

    public const int TinySizes = 16;

    /// <summary>The type that a marker begins; null when the format keeps it in reserve.</summary>
    public static PackStreamType? TypeOf(byte marker) =>
        marker switch
        {
            < TinyString or >= 0xF0 => PackStreamType.Integer,
            < TinyList => PackStreamType.String,
            < TinyMap => PackStreamType.List,
            < TinyStructure => PackStreamType.Map,
            < Null => PackStreamType.Structure,
            Null => PackStreamType.Null,
            Float => PackStreamType.Float,
            False or True => PackStreamType.Boolean,
            >= Integer8 and <= Integer64 => PackStreamType.Integer,
            >= Bytes8 and <= Bytes8 + 2 => PackStreamType.Bytes,
            >= String8 and <= String8 + 2 => PackStreamType.String,
            >= List8 and <= List8 + 2 => PackStreamType.List,
            >= Map8 and <= Map8 + 2 => PackStreamType.Map,
            _ => null,
        };
}
