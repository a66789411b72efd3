namespace DepGraph.Bolt.Tests.Types;

public class PointTests
{
    [Fact]
    public void It_has_two_dimensions_or_three()
    {
        new Point(7203, 1, 2).ToString().ShouldBe("Point{srId=7203, x=1, y=2}");
        new Point(9157, 1, 2, 3.5).ToString().ShouldBe("Point{srId=9157, x=1, y=2, z=3.5}");
        new Point(7203, 1, 2).Dimension.ShouldBe(2);
        new Point(7203, 1, 2).Z.ShouldBe(double.NaN);
        default(Point).Dimension.ShouldBe(0);
    }

    [Fact]
    public void It_is_equal_in_the_same_system_with_the_same_coordinates()
    {
        new Point(7203, 1, 2).ShouldBe(new Point(7203, 1, 2));
        new Point(7203, 1, 2).ShouldNotBe(new Point(4326, 1, 2));
        new Point(9157, 1, 2, double.NaN).ShouldNotBe(new Point(9157, 1, 2));
    }
}
