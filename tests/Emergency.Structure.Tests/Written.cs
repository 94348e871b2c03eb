using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Emergency.Structure.Tests;

/// <summary>Addresses as written in sources: one text, or several, in which a value that is known only at run time is a hole.</summary>
internal sealed class Written
{
    public const char Hole = '\0';
    private const string Unknown = "\0";
    private const int Deepest = 6;
    private readonly ILookup<string, ExpressionSyntax> _named;

    public Written(IEnumerable<SyntaxNode> roots) =>
        _named = roots.SelectMany(Named).ToLookup(one => one.Name, one => one.Value, StringComparer.Ordinal);

    /// <summary>All texts that an expression can be; where they are unknown, a hole.</summary>
    /// <param name="given">Arguments of a method, by the names of its parameters.</param>
    public IEnumerable<string> Texts(ExpressionSyntax? expression, IReadOnlyDictionary<string, string[]>? given = null, int depth = 0) =>
        depth > Deepest
            ? [Unknown]
            : expression switch
            {
                LiteralExpressionSyntax literal => [Text(literal)],
                InterpolatedStringExpressionSyntax parts => parts.Contents.Aggregate(
                    (IEnumerable<string>)[""],
                    (texts, part) => texts.SelectMany(text => Part(text, part, given, depth).Select(next => text + next))
                ),
                BinaryExpressionSyntax sum when sum.IsKind(SyntaxKind.AddExpression) => Texts(sum.Left, given, depth + 1)
                    .SelectMany(left => Texts(sum.Right, given, depth + 1).Select(right => left + right)),
                ParenthesizedExpressionSyntax inner => Texts(inner.Expression, given, depth),
                ConditionalExpressionSyntax either => Texts(either.WhenTrue, given, depth + 1)
                    .Concat(Texts(either.WhenFalse, given, depth + 1)),
                SwitchExpressionSyntax arms => arms.Arms.SelectMany(arm => Texts(arm.Expression, given, depth + 1)),
                IdentifierNameSyntax name when given?.TryGetValue(name.Identifier.Text, out var texts) == true => texts,
                IdentifierNameSyntax name => Of(name.Identifier.Text, name, null, given, depth),
                MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax of } member when OfType(of) => Of(
                    member.Name.Identifier.Text,
                    member,
                    null,
                    given,
                    depth
                ),
                InvocationExpressionSyntax { Expression: IdentifierNameSyntax name } call => Of(
                    name.Identifier.Text,
                    name,
                    call,
                    given,
                    depth
                ),
                InvocationExpressionSyntax
                {
                    Expression: MemberAccessExpressionSyntax { Name: var name, Expression: IdentifierNameSyntax of }
                } call when OfType(of) => Of(name.Identifier.Text, name, call, given, depth),
                _ => [Unknown],
            };

    /// <summary>True for a type, not for a value: names of values begin with a small letter.</summary>
    private static bool OfType(IdentifierNameSyntax name) => char.IsUpper(name.Identifier.Text[0]);

    private static string Text(ExpressionSyntax? value) =>
        value is not LiteralExpressionSyntax literal ? Unknown
        : literal.IsKind(SyntaxKind.StringLiteralExpression) ? literal.Token.ValueText
        : literal.IsKind(SyntaxKind.NullLiteralExpression) ? ""
        : Unknown;

    private IEnumerable<string> Part(
        string before,
        InterpolatedStringContentSyntax part,
        IReadOnlyDictionary<string, string[]>? given,
        int depth
    ) =>
        part switch
        {
            InterpolatedStringTextSyntax text => [text.TextToken.ValueText],
            // In the middle of an address stand ids; at its beginning an address from a variable, and at its end an act that was passed in.
            InterpolationSyntax { Expression: var hole }
                when before.Length == 0
                    || hole is ParenthesizedExpressionSyntax
                    || hole is IdentifierNameSyntax { Identifier.Text: var name } && given?.ContainsKey(name) == true => Texts(
                    hole,
                    given,
                    depth + 1
                )
                .Select(text => before.EndsWith('/') && text.StartsWith('/') ? Unknown : text),
            _ => [Unknown],
        };

    private IEnumerable<string> Of(
        string name,
        SyntaxNode from,
        InvocationExpressionSyntax? call,
        IReadOnlyDictionary<string, string[]>? given,
        int depth
    )
    {
        var all = _named[name].ToList();
        var here = all.Where(one => one.SyntaxTree == from.SyntaxTree).ToList();
        if (here.Count == 0 && call is null && Parameter(name, from) is { } parameter)
            return Handed(parameter, depth);
        var texts = (here.Count > 0 ? here : all)
            .Where(value => call is null == (value.Parent?.Parent is not (MethodDeclarationSyntax or LocalFunctionStatementSyntax)))
            .SelectMany(value => Under(value, call is null ? null : Given(call, value, given, depth), depth + 1))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return texts.Count > 0 ? texts : [Unknown];
    }

    private static ParameterSyntax? Parameter(string name, SyntaxNode from) =>
        from.AncestorsAndSelf()
            .SelectMany(node => node is MethodDeclarationSyntax method ? method.ParameterList.Parameters : [])
            .FirstOrDefault(one => one.Identifier.Text == name);

    /// <summary>Values that the callers in the same file, or the rows of a theory, pass to a parameter.</summary>
    private IEnumerable<string> Handed(ParameterSyntax parameter, int depth)
    {
        var method = (MethodDeclarationSyntax)parameter.Parent!.Parent!;
        var at = method.ParameterList.Parameters.IndexOf(parameter);
        var calls = parameter
            .SyntaxTree.GetRoot()
            .DescendantNodes()
            .OfType<InvocationExpressionSyntax>()
            .Where(call => call.Expression is IdentifierNameSyntax name && name.Identifier.Text == method.Identifier.Text)
            .Select(call => call.ArgumentList.Arguments.ElementAtOrDefault(at)?.Expression);
        var rows = method
            .AttributeLists.SelectMany(list => list.Attributes)
            .Where(one => one.Name.ToString() == "InlineData")
            .Select(row => row.ArgumentList?.Arguments.ElementAtOrDefault(at)?.Expression);
        return calls
            .Concat(rows)
            .OfType<ExpressionSyntax>()
            .SelectMany(value => Texts(value, null, depth + 1))
            .Append(Text(parameter.Default?.Value))
            .Distinct(StringComparer.Ordinal);
    }

    private Dictionary<string, string[]> Given(
        InvocationExpressionSyntax call,
        ExpressionSyntax body,
        IReadOnlyDictionary<string, string[]>? given,
        int depth
    )
    {
        var parameters = body.Parent?.Parent switch
        {
            MethodDeclarationSyntax method => method.ParameterList.Parameters,
            LocalFunctionStatementSyntax local => local.ParameterList.Parameters,
            _ => default,
        };
        var arguments = call.ArgumentList.Arguments;
        return parameters
            .Select(
                (one, at) =>
                    (
                        Name: one.Identifier.Text,
                        Value: arguments
                            .FirstOrDefault(argument => argument.NameColon?.Name.Identifier.Text == one.Identifier.Text)
                            ?.Expression
                            ?? (at < arguments.Count && arguments[at].NameColon is null ? arguments[at].Expression : one.Default?.Value)
                    )
            )
            .DistinctBy(one => one.Name, StringComparer.Ordinal)
            .ToDictionary(one => one.Name, one => Texts(one.Value, given, depth + 1).ToArray(), StringComparer.Ordinal);
    }

    /// <summary>The address in a value, or where it is a list or the like each address in it.</summary>
    private IEnumerable<string> Under(ExpressionSyntax value, IReadOnlyDictionary<string, string[]>? given, int depth)
    {
        var texts = Texts(value, given, depth).Where(text => text.Contains('/') && text != "/").ToList();
        return texts.Count > 0 || value is not (CastExpressionSyntax or CollectionExpressionSyntax or ArrayCreationExpressionSyntax)
            ? texts
            : value
                .DescendantNodes()
                .OfType<ExpressionSyntax>()
                .Where(one => one is LiteralExpressionSyntax or InterpolatedStringExpressionSyntax)
                .SelectMany(one => Texts(one, given, depth))
                .Where(text => text.StartsWith('/'));
    }

    /// <summary>Named values, in any file.</summary>
    private static IEnumerable<(string Name, ExpressionSyntax Value)> Named(SyntaxNode root)
    {
        foreach (var node in root.DescendantNodes())
            switch (node)
            {
                case VariableDeclaratorSyntax { Initializer.Value: { } value } one:
                    yield return (one.Identifier.Text, value);
                    break;
                case AssignmentExpressionSyntax
                {
                    Left: DeclarationExpressionSyntax { Designation: ParenthesizedVariableDesignationSyntax names },
                    Right: TupleExpressionSyntax tuple
                }:
                    foreach (var (name, value) in names.Variables.Zip(tuple.Arguments))
                        yield return (name.ToString(), value.Expression);
                    break;
                case AssignmentExpressionSyntax { Left: IdentifierNameSyntax name } one:
                    yield return (name.Identifier.Text, one.Right);
                    break;
                case ForEachStatementSyntax one:
                    yield return (one.Identifier.Text, one.Expression);
                    break;
                case ForEachVariableStatementSyntax
                {
                    Variable: DeclarationExpressionSyntax { Designation: ParenthesizedVariableDesignationSyntax names }
                } one:
                    foreach (var name in names.Variables)
                        yield return (name.ToString(), one.Expression);
                    break;
                case PropertyDeclarationSyntax { ExpressionBody.Expression: { } value } one:
                    yield return (one.Identifier.Text, value);
                    break;
                case PropertyDeclarationSyntax { Initializer.Value: { } value } one:
                    yield return (one.Identifier.Text, value);
                    break;
                case MethodDeclarationSyntax { ExpressionBody.Expression: { } value } one:
                    yield return (one.Identifier.Text, value);
                    break;
                case LocalFunctionStatementSyntax { ExpressionBody.Expression: { } value } one:
                    yield return (one.Identifier.Text, value);
                    break;
            }
    }
}
