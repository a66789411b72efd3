using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Tests.Fuzzing;
using DepGraph.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace DepGraph.GraphQL.Tests.Language;

public sealed class RoundTripTests
{
    /// <summary>All of them: FsCheck's own integers are small.</summary>
    private static Arbitrary<int> Seeds => Gen.Choose(0, int.MaxValue - 1).ToArbitrary();

    [Fact]
    public void Whatever_is_printed_parses_to_the_same_tree() =>
        Prop.ForAll(
                Seeds,
                seed =>
                {
                    var document = new DocumentGenerator(seed).Document();
                    var printed = Printer.Print(document);
                    var again = Parser.Parse(printed, ParserOptions.Trusted);
                    return TreeEquality.AreSame(document, again).Label(printed);
                }
            )
            .Check(PropertyRun.Of(300));

    [Fact]
    public void Printing_is_stable() =>
        Prop.ForAll(
                Seeds,
                seed =>
                {
                    var once = Printer.Print(new DocumentGenerator(seed).Document());
                    return (Printer.Print(Parser.Parse(once, ParserOptions.Trusted)) == once).Label(once);
                }
            )
            .Check(PropertyRun.Of(300));

    [Fact]
    public void Any_string_survives_quoting() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<string>(),
                text =>
                {
                    var value = new string((text ?? "").Where(c => !char.IsSurrogate(c)).ToArray());
                    return new[] { true, false }.All(isBlock =>
                        Parser.ParseValue(Printer.Print(new StringValueNode(value, isBlock))) is StringValueNode read
                        && read.Value == value
                    );
                }
            )
            .Check(PropertyRun.Of(500));
}
