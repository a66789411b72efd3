using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Types;
using DepGraph.GraphQL.Validation.Rules;

namespace DepGraph.GraphQL.Validation;

/// <summary>Whether a document makes sense against a schema. https://spec.graphql.org/September2025/#sec-Validation</summary>
public static class Validator
{
    /// <summary>More faults than these are not looked for.</summary>
    public const int DefaultMaxErrors = 100;

    /// <summary>
    /// What is wrong with a document, by its place; empty when it may be executed. All rules look at it in one walk. After
    /// <paramref name="maxErrors"/> faults, or when the document takes too much work to check, the walk ends with an error that
    /// says so.
    /// </summary>
    public static IReadOnlyList<GraphQLError> Validate(
        Schema schema,
        DocumentNode document,
        int maxErrors = DefaultMaxErrors
    )
    {
        var context = new ValidationContext(schema, document, maxErrors);
        try
        {
            new DocumentWalker(context, CreateRules(context)).Walk();
        }
        catch (ValidationAbortedException aborted)
        {
            context.AddLast(aborted.Message);
        }

        return context.GetErrors();
    }

    private static ValidationRule[] CreateRules(ValidationContext context) =>
        [
            new ExecutableDefinitionsRule(context),
            new KnownOperationTypesRule(context),
            new UniqueOperationNamesRule(context),
            new LoneAnonymousOperationRule(context),
            new SingleFieldSubscriptionsRule(context),
            new KnownTypeNamesRule(context),
            new FragmentsOnCompositeTypesRule(context),
            new VariablesAreInputTypesRule(context),
            new LeafFieldSelectionsRule(context),
            new FieldsOnCorrectTypeRule(context),
            new UniqueFragmentNamesRule(context),
            new KnownFragmentNamesRule(context),
            new NoUnusedFragmentsRule(context),
            new PossibleFragmentSpreadsRule(context),
            new NoFragmentCyclesRule(context),
            new UniqueVariableNamesRule(context),
            new NoUndefinedVariablesRule(context),
            new NoUnusedVariablesRule(context),
            new KnownDirectivesRule(context),
            new UniqueDirectivesPerLocationRule(context),
            new KnownArgumentNamesRule(context),
            new UniqueArgumentNamesRule(context),
            new ValuesOfCorrectTypeRule(context),
            new ProvidedRequiredArgumentsRule(context),
            new VariablesInAllowedPositionRule(context),
            new OverlappingFieldsCanBeMergedRule(context),
            new UniqueInputFieldNamesRule(context),
        ];
}
