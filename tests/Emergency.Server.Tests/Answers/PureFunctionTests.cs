using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Emergency.Domain.Tests;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Privacy;
using Emergency.Testing;

namespace Emergency.Server.Tests.Answers;

/// <summary>
/// Answers of each pure function of the features and of the floor below them to fixed arguments, compared with accepted ones: a changed
/// comparison, sum or word shows up when the new text is accepted.
/// </summary>
public sealed class PureFunctionTests
{
    private const int Times = 40,
        Shown = 46;

    private static readonly Assembly Product = typeof(Masks).Assembly;

    private static readonly string[] Floors = ["Emergency.Server.Features.", "Emergency.Server.Infrastructure."];

    /// <summary>Rooms left out: random by their nature, about the machine, or a surface of its own.</summary>
    private static readonly string[] Elsewhere =
    [
        "Infrastructure.Checkpoints",
        "Infrastructure.Encryption",
        "Infrastructure.Keys",
        "Infrastructure.Storage",
        "Infrastructure.Background",
        "Features.BaseMaps",
        "Features.Calls.WebPush",
        "Features.Attachments.Media",
        "Features.Drills.Scenarios.Reading",
        "Features.Accounts",
    ];

    private static readonly JsonSerializerOptions Legible = new(Json.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] Texts = ["411502001001", "411502", "欧阳试一", "李拟", "1号楼", "12", ""];

    [Fact]
    public void Each_pure_function_answers_as_accepted()
    {
        var lines = Product
            .GetTypes()
            .Where(type => Floors.Any(floor => type.Namespace is { } room && $"{room}.".StartsWith(floor, StringComparison.Ordinal)))
            .Where(type => !Elsewhere.Any(room => type.Namespace!.Contains(room, StringComparison.Ordinal)))
            .Where(type =>
                type is { IsGenericTypeDefinition: false, IsInterface: false } && !type.Name.Contains('<', StringComparison.Ordinal)
            )
            .SelectMany(Functions)
            .Select(Line)
            .Order(StringComparer.Ordinal)
            .ToList();
        lines.Count.ShouldBeGreaterThan(500);
        Frozen.Check("answers/functions.txt", string.Join('\n', lines));
    }

    private static IEnumerable<MethodInfo> Functions(Type type) =>
        type.GetMethods(
                BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly
            )
            .Where(one =>
                one is { IsPrivate: false, IsAbstract: false, IsGenericMethodDefinition: false }
                && (one.IsStatic || IsMade(type, 0) || IsBuilt(type))
                && one.GetCustomAttribute<CompilerGeneratedAttribute>() is null
                && !one.Name.Contains('<', StringComparison.Ordinal)
                && one.GetBaseDefinition().DeclaringType != typeof(object)
                && IsSaid(one.ReturnType)
                && one.GetParameters().All(parameter => IsMade(parameter.ParameterType, 0))
            );

    private static string Line(MethodInfo function)
    {
        var answers = Enumerable.Range(0, Times).Select(time => Answer(function, time)).ToList();
        var name =
            $"{function.DeclaringType!.FullName!["Emergency.Server.".Length..]}.{function.Name}({string.Join(", ", function.GetParameters().Select(one => one.Name))})";
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', answers))))[..12];
        return $"{name}: {digest} {string.Join(" | ", answers.Take(4).Select(Short))}";
    }

    private static string Short(string answer) => answer.Length <= Shown ? answer : answer[..Shown] + "…";

    private static string Answer(MethodInfo function, int time)
    {
        try
        {
            var any = new Any(time, Own);
            var on = function.IsStatic ? null : any.Make(function.DeclaringType!);
            return Said(function.Invoke(on, [.. function.GetParameters().Select(one => any.Make(Bare(one.ParameterType)))]));
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            return $"!{(fault.InnerException ?? fault).GetType().Name}";
        }
    }

    private static string Said(object? answer) =>
        answer switch
        {
            null => "–",
            string text => text.ReplaceLineEndings(" "),
            IFormattable one => one.ToString(answer is DateTimeOffset or DateOnly or TimeOnly ? "O" : null, CultureInfo.InvariantCulture),
            bool yes => yes ? "yes" : "no",
            IEnumerable many => Written(many.Cast<object?>().Take(20).ToList()),
            _ => Written(answer),
        };

    private static string Written(object answer) => JsonSerializer.Serialize(answer, Legible);

    private static Type Bare(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    private static bool IsSaid(Type type) =>
        IsSimple(Bare(type))
        || (
            typeof(IEnumerable).IsAssignableFrom(type)
            && type.IsGenericType
            && type.GetGenericArguments() is [var item]
            && IsSimple(Bare(item))
            && IsOrdered(type, 0)
        )
        || (IsRecord(type) && IsOrdered(type, 0));

    /// <summary>True for a type without dictionaries and sets, whose order differs each time.</summary>
    private static bool IsOrdered(Type type, int depth) =>
        depth > 6
        || (
            !Unordered.Contains(type.IsGenericType ? type.GetGenericTypeDefinition() : type)
            && (type.IsGenericType ? type.GetGenericArguments() : [.. type.GetProperties().Select(one => one.PropertyType)])
                .Where(inner => inner != type && (inner.IsGenericType || IsRecord(inner)))
                .All(inner => IsOrdered(inner, depth + 1))
        );

    private static bool IsSimple(Type type) =>
        type.IsEnum
        || type == typeof(string)
        || type == typeof(bool)
        || type == typeof(int)
        || type == typeof(long)
        || type == typeof(double)
        || type == typeof(Guid)
        || type == typeof(DateOnly)
        || type == typeof(TimeOnly)
        || type == typeof(TimeSpan)
        || type == typeof(DateTimeOffset);

    private static bool IsRecord(Type type) =>
        type is { IsAbstract: false, IsGenericType: false }
        && type.Namespace?.StartsWith("Emergency.", StringComparison.Ordinal) == true
        && (type.IsValueType || type.GetMethod("<Clone>$") is not null);

    private static bool IsMade(Type type, int depth)
    {
        type = Bare(type);
        if (IsSimple(type))
            return true;
        if (depth > 6 || type.IsByRef)
            return false;
        if (type.IsGenericType && Many.Contains(type.GetGenericTypeDefinition()))
            return type.GetGenericArguments().All(item => IsMade(item, depth + 1));
        if (type.Assembly == typeof(Domain.Role).Assembly && type.IsAbstract && type.IsClass && !type.IsSealed)
            return Noun.Concrete(type) is { Count: > 0 } kinds && kinds.All(kind => IsMade(kind, depth + 1));
        return IsRecord(type)
            && type.GetConstructors().MaxBy(one => one.GetParameters().Length) is { } make
            && make.GetParameters().All(parameter => IsMade(parameter.ParameterType, depth + 1));
    }

    /// <summary>True for a class made of nothing but values.</summary>
    private static bool IsBuilt(Type type) =>
        type is { IsClass: true, IsAbstract: false }
        && type.GetConstructors().MaxBy(one => one.GetParameters().Length) is { } make
        && make.GetParameters() is { Length: > 0 } parameters
        && parameters.All(parameter => IsMade(parameter.ParameterType, 0));

    private static readonly HashSet<Type> Many =
    [
        typeof(Domain.ListOf<>),
        typeof(IReadOnlyList<>),
        typeof(IEnumerable<>),
        typeof(IReadOnlyCollection<>),
        typeof(ImmutableList<>),
        typeof(ImmutableArray<>),
        typeof(ImmutableHashSet<>),
        typeof(ImmutableDictionary<,>),
    ];

    private static readonly HashSet<Type> Unordered =
    [
        typeof(ImmutableHashSet<>),
        typeof(ImmutableDictionary<,>),
        typeof(IReadOnlyDictionary<,>),
        typeof(IReadOnlySet<>),
    ];

    private static object? Own(Any any, Type type)
    {
        if (type == typeof(string))
            return any.Among(Texts);
        if (!type.IsGenericType || type.GetGenericTypeDefinition() == typeof(Domain.ListOf<>))
            return null;
        var items = type.GetGenericArguments();
        var filler = typeof(PureFunctionTests).GetMethod(
            items.Length == 2
                ? nameof(Pairs)
                : type.GetGenericTypeDefinition() switch
                {
                    var of when of == typeof(ImmutableList<>) => nameof(Listed),
                    var of when of == typeof(ImmutableArray<>) => nameof(Arrayed),
                    var of when of == typeof(ImmutableHashSet<>) => nameof(Together),
                    _ => nameof(Some),
                },
            BindingFlags.Static | BindingFlags.NonPublic
        )!;
        return filler.MakeGenericMethod(items).Invoke(null, [any]);
    }

    private static T[] Some<T>(Any any) => [.. Enumerable.Range(0, any.Among([0, 1, 2])).Select(_ => (T)any.Make(Bare(typeof(T))))];

    private static ImmutableList<T> Listed<T>(Any any) => [.. Some<T>(any)];

    private static ImmutableArray<T> Arrayed<T>(Any any) => [.. Some<T>(any)];

    private static ImmutableHashSet<T> Together<T>(Any any) => [.. Some<T>(any)];

    private static ImmutableDictionary<TKey, TValue> Pairs<TKey, TValue>(Any any)
        where TKey : notnull => Some<TKey>(any).Distinct().ToImmutableDictionary(key => key, _ => (TValue)any.Make(Bare(typeof(TValue))));
}
