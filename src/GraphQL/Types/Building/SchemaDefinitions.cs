using DepGraph.GraphQL.Introspection;
using DepGraph.GraphQL.Language;

namespace DepGraph.GraphQL.Types.Building;

/// <summary>The definitions of an SDL document by name, each with its extensions. Duplicates and misfits are reported and left out.</summary>
internal sealed class SchemaDefinitions
{
    private readonly Dictionary<string, List<TypeDefinitionNode>> _types = new(StringComparer.Ordinal);
    private readonly List<TypeDefinitionNode> _order = [];
    private readonly OrderedDictionary<string, DirectiveDefinitionNode> _directives = new(StringComparer.Ordinal);
    private readonly List<SchemaDefinitionNode> _schema = [];
    private readonly SchemaErrors _errors;

    public SchemaDefinitions(DocumentNode document, SchemaErrors errors)
    {
        _errors = errors;
        foreach (var definition in document.Definitions)
        {
            AddDefinition(definition);
        }

        foreach (var extension in document.Definitions.OfType<TypeSystemDefinitionNode>().Where(d => d.IsExtension))
        {
            AddExtension(extension);
        }

        foreach (var builtIn in IntrospectionSchema.Document.Definitions)
        {
            AddBuiltIn(builtIn);
        }
    }

    /// <summary>Type definitions in the order of the SDL, the introspection types last.</summary>
    public IReadOnlyList<TypeDefinitionNode> Types => _order;

    public IEnumerable<DirectiveDefinitionNode> Directives => _directives.Values;

    /// <summary>The schema definition, where there is one, and its extensions.</summary>
    public IReadOnlyList<SchemaDefinitionNode> Schema => _schema;

    /// <summary>A type's definition and its extensions.</summary>
    public IEnumerable<T> PartsOf<T>(string name)
        where T : TypeDefinitionNode => _types[name].Cast<T>();

    /// <summary>The directives on a type's definition and its extensions.</summary>
    public DirectiveNode[] DirectivesOf(string type) => _types[type].SelectMany(p => p.Directives).ToArray();

    private void AddDefinition(DefinitionNode definition)
    {
        switch (definition)
        {
            case TypeSystemDefinitionNode { IsExtension: true }:
                break;
            case SchemaDefinitionNode when _schema.Count > 0:
                _errors.Report(definition, "Must provide only one schema definition.");
                break;
            case SchemaDefinitionNode schema:
                _schema.Add(schema);
                break;
            case TypeDefinitionNode type when !_types.TryAdd(type.Name.Value, [type]):
                _errors.Report(type.Name, $"There can be only one type named \"{type.Name.Value}\".");
                break;
            case TypeDefinitionNode type:
                _order.Add(type);
                break;
            case DirectiveDefinitionNode directive when !_directives.TryAdd(directive.Name.Value, directive):
                _errors.Report(directive.Name, $"There can be only one directive named \"@{directive.Name.Value}\".");
                break;
            case ExecutableDefinitionNode:
                _errors.Report(definition, "Operations and fragments are no part of a schema.");
                break;
        }
    }

    private void AddExtension(TypeSystemDefinitionNode extension)
    {
        if (extension is SchemaDefinitionNode schema)
        {
            _schema.Add(schema);
        }
        else if (extension is TypeDefinitionNode type)
        {
            if (!_types.TryGetValue(type.Name.Value, out var parts))
            {
                _errors.Report(type.Name, $"Cannot extend type \"{type.Name.Value}\" because it is not defined.");
            }
            else if (parts[0].GetType() != type.GetType())
            {
                _errors.Report(
                    type,
                    $"Cannot extend type \"{type.Name.Value}\" as another kind than it is defined as."
                );
            }
            else
            {
                parts.Add(type);
            }
        }
    }

    private void AddBuiltIn(DefinitionNode definition)
    {
        if (definition is DirectiveDefinitionNode directive)
        {
            _directives.TryAdd(directive.Name.Value, directive);
        }
        else if (definition is TypeDefinitionNode type && _types.TryAdd(type.Name.Value, [type]))
        {
            _order.Add(type);
        }
    }
}
