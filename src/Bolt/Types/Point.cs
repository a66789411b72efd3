using System.Globalization;

namespace DepGraph.Bolt;

/// <summary>A place in a coordinate system of two or three dimensions.</summary>
public readonly record struct Point
{
    public Point(int srId, double x, double y)
        : this(srId, 2, x, y, double.NaN) { }

    public Point(int srId, double x, double y, double z)
        : this(srId, 3, x, y, z) { }

    private Point(int srId, int dimension, double x, double y, double z)
    {
        SrId = srId;
        Dimension = dimension;
        X = x;
        Y = y;
        Z = z;
    }

    /// <summary>
    /// The coordinate system: 7203 and 9157 are Neo4j's Cartesian ones of two and three dimensions, 4326 and 4979 those of
    /// longitude, latitude (WGS 84) and height.
    /// </summary>
    public int SrId { get; }

    /// <summary>2 or 3; 0 for the default value, which is no point.</summary>
    public int Dimension { get; }

    public double X { get; }

    public double Y { get; }

    /// <summary>NaN in two dimensions.</summary>
    public double Z { get; }

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"Point{{srId={SrId}, x={X}, y={Y}{(Dimension == 3 ? $", z={Z.ToString(CultureInfo.InvariantCulture)}" : "")}}}"
        );
}
