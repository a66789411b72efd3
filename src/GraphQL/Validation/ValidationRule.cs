using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Validation;

/// <summary>
/// One rule of the specification's chapter on validation. It is made for one document and told of each node as the walk enters
/// it; it overrides what it cares for.
/// </summary>
internal abstract class ValidationRule(ValidationContext context)
{
    protected ValidationContext Context { get; } = context;

    protected Schema Schema => Context.Schema;

    public virtual void EnterDocument(DocumentNode document) { }

    /// <summary>The walk is over: spreads and variables of all definitions are known.</summary>
    public virtual void LeaveDocument(DocumentNode document) { }

    public virtual void EnterOperation(OperationDefinitionNode operation) { }

    public virtual void EnterFragment(FragmentDefinitionNode fragment) { }

    /// <param name="variable">The definition.</param>
    /// <param name="type">Its type; null when that is unknown or no input type.</param>
    public virtual void EnterVariableDefinition(VariableDefinitionNode variable, GraphQLType? type) { }

    /// <summary>The context's parent type and field are those of this field.</summary>
    public virtual void EnterField(FieldNode field) { }

    public virtual void EnterFragmentSpread(FragmentSpreadNode spread) { }

    public virtual void EnterInlineFragment(InlineFragmentNode fragment) { }

    /// <param name="directives">At least one; all that stand at one place.</param>
    /// <param name="location">The place.</param>
    public virtual void EnterDirectives(IReadOnlyList<DirectiveNode> directives, DirectiveLocation location) { }

    /// <param name="arguments">At least one: those of a field or directive.</param>
    /// <param name="known">The arguments that it takes; null when it is unknown.</param>
    public virtual void EnterArguments(IReadOnlyList<ArgumentNode> arguments, IReadOnlyList<InputValue>? known) { }

    public virtual void EnterNamedType(NamedTypeNode type) { }

    public virtual void EnterObjectValue(ObjectValueNode value) { }
}
