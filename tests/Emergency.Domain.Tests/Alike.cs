using System.Collections;
using System.Collections.Immutable;
using System.Reflection;

namespace Emergency.Domain.Tests;

/// <summary>Compares two values field by field, private fields too; dictionaries and sets by content and comparer.</summary>
public static class Alike
{
    /// <summary>Path of the first difference ("Tasks[…].Due"), or null.</summary>
    public static string? Difference(object? one, object? other)
    {
        if (one is null || other is null)
            return one is null && other is null ? null : $": {one ?? "nothing"} became {other ?? "nothing"}";
        var type = one.GetType();
        if (type != other.GetType())
            return $": {type.Name} became {other.GetType().Name}";
        if (type.IsPrimitive || type.IsEnum || type.Assembly == typeof(object).Assembly)
            return one.Equals(other) ? null : $": {one} became {other}";
        if (one is IDictionary entries)
            return Entries(entries, (IDictionary)other);
        if (Set(type))
            return Items(
                ((IEnumerable)one).Cast<object>().OrderBy(item => item.ToString(), StringComparer.Ordinal),
                ((IEnumerable)other).Cast<object>().OrderBy(item => item.ToString(), StringComparer.Ordinal)
            );
        if (one is IEnumerable items)
            return Items(items.Cast<object>(), ((IEnumerable)other).Cast<object>());
        foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            if (Difference(field.GetValue(one), field.GetValue(other)) is { } inner)
                return $".{field.Name}{inner}";
        return null;
    }

    private static string? Entries(IDictionary one, IDictionary other)
    {
        if (one.Count != other.Count)
            return $": {one.Count} entries became {other.Count}";
        if (one.GetType().GetGenericTypeDefinition() == typeof(ImmutableSortedDictionary<,>) && Comparer(one) != Comparer(other))
            return ": another order";
        foreach (DictionaryEntry entry in one)
        {
            if (!other.Contains(entry.Key))
                return $"[{entry.Key}]: was lost";
            if (Difference(entry.Value, other[entry.Key]) is { } inner)
                return $"[{entry.Key}]{inner}";
        }
        return null;
    }

    private static string? Items(IEnumerable<object> one, IEnumerable<object> other)
    {
        var (left, right) = (one.ToList(), other.ToList());
        if (left.Count != right.Count)
            return $": {left.Count} items became {right.Count}";
        return left.Zip(right, Difference).FirstOrDefault(inner => inner is not null);
    }

    private static bool Set(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableHashSet<>);

    private static object? Comparer(IDictionary sorted) => sorted.GetType().GetProperty("KeyComparer")!.GetValue(sorted);
}
