using System.Collections;
using System.Globalization;
using System.Reflection;
using Emergency.Domain;
using NetTopologySuite.Geometries;

namespace Emergency.Server.Tests.Checkpoints;

/// <summary>
/// A view's state as text, by its fields: two states with the same text answer every question alike. Collections without an order are
/// sorted.
/// </summary>
internal static class StateText
{
    public static string Of(object? state) => Write(state, "");

    private static string Write(object? value, string name) =>
        value switch
        {
            null => "-",
            string text => $"'{text}'",
            Geometry shape => shape.ToString(),
            Delegate => "lens",
            DateTimeOffset at => at.ToString("O", CultureInfo.InvariantCulture),
            IFormattable plain
                when value.GetType().IsPrimitive
                    || value.GetType().IsEnum
                    || value is Guid or DateOnly or TimeOnly or TimeSpan or decimal => plain.ToString(null, CultureInfo.InvariantCulture),
            bool yes => yes ? "yes" : "no",
            IEnumerable items => Items(items, name),
            _ when value.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(Lazy<>) => "worked out",
            _ =>
                $"{value.GetType().Name}({string.Join(", ", Fields(value.GetType()).Select(field => $"{field.Name}={Write(field.GetValue(value), field.Name)}"))})",
        };

    private static string Items(IEnumerable items, string name)
    {
        var written = items.Cast<object?>().Select(one => Write(one, name)).ToList();
        var type = items.GetType();
        // Hash tables, the cells of a grid of points, and the people who share the point of a household have no fixed order.
        if (
            type.Name.StartsWith("Leaf", StringComparison.Ordinal)
            || type.Name.StartsWith("ImmutableDictionary", StringComparison.Ordinal)
            || type.Name.StartsWith("ImmutableHashSet", StringComparison.Ordinal)
            || type.Name.StartsWith("Dictionary", StringComparison.Ordinal)
            || type.Name is "Entry[]"
            || name.Contains("Pointless", StringComparison.Ordinal)
        )
            written.Sort(StringComparer.Ordinal);
        return $"[{string.Join(", ", written)}]";
    }

    private static IEnumerable<FieldInfo> Fields(Type type)
    {
        var fields = new List<FieldInfo>();
        for (var at = type; at is not null && at != typeof(object); at = at.BaseType)
            fields.AddRange(at.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly));
        // Fields written later are caches, worked out from the rest.
        return fields
            .Where(field =>
                type.IsValueType
                || field.IsInitOnly
                || type.Assembly != typeof(Event).Assembly && type.Namespace?.StartsWith("System", StringComparison.Ordinal) == true
            )
            .OrderBy(field => field.Name, StringComparer.Ordinal);
    }
}
