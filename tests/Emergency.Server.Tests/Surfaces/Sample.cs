using System.Reflection;
using Emergency.Domain;
using Emergency.Domain.Attachments;

namespace Emergency.Server.Tests.Surfaces;

/// <summary>
/// Makes a value of any record of the domain, the same at every run: each text, number and id is the next of a count.
/// <paramref name="full"/> fills optional members; where a member has several shapes, the <paramref name="shape"/>-th is taken.
/// </summary>
public sealed class Sample(bool full, int shape)
{
    private static readonly NullabilityInfoContext Nullability = new();
    private int _count;

    /// <summary>All samples that differ: full in every shape, and with every optional member absent.</summary>
    public static IEnumerable<object> All(Type type) =>
        Enumerable
            .Range(0, 3)
            .Select(shape => new Sample(full: true, shape))
            .Append(new Sample(full: false, 0))
            .Select(sample => sample.Make(type))
            .Distinct();

    private object Make(Type type)
    {
        _count++;
        // Values added later stand in no sample: the frozen ones stay unchanged.
        if (type == typeof(Role))
            return (Role)(_count % (int)Role.ChildSupervisor);
        if (type == typeof(AttachmentWhat))
            return (AttachmentWhat)(_count % (int)AttachmentWhat.Voice);
        if (type.IsEnum)
            return Enum.GetValues(type).GetValue(_count % Enum.GetValues(type).Length)!;
        if (type == typeof(string))
            return $"文本 {_count}";
        if (type == typeof(bool))
            return _count % 2 == 0;
        if (type == typeof(int))
            return _count;
        if (type == typeof(long))
            return (long)_count;
        if (type == typeof(double))
            return _count + 0.25;
        if (type == typeof(decimal))
            return _count + 0.5m;
        if (type == typeof(Guid))
            return new Guid(_count, 0, 0, new byte[8]);
        if (type == typeof(DateOnly))
            return new DateOnly(2026, 1, 1).AddDays(_count);
        if (type == typeof(TimeOnly))
            return new TimeOnly(_count % 24, 0);
        if (type == typeof(DateTimeOffset))
            return new DateTimeOffset(2026, 1, 15, 22, 0, 0, TimeSpan.Zero).AddMinutes(_count);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ListOf<>))
            return List(type.GetGenericArguments()[0]);
        if (type.IsAbstract)
        {
            var shapes = type
                .Assembly.GetTypes()
                .Where(other => other.IsSubclassOf(type))
                .OrderBy(other => other.Name, StringComparer.Ordinal)
                .ToArray();
            return Make(shapes[shape % shapes.Length]);
        }
        return type.GetConstructors()
            .MaxBy(constructor => constructor.GetParameters().Length)!
            .Invoke([.. type.GetConstructors().MaxBy(constructor => constructor.GetParameters().Length)!.GetParameters().Select(Argument)]);
    }

    private object? Argument(ParameterInfo parameter)
    {
        var bare = Nullable.GetUnderlyingType(parameter.ParameterType);
        lock (Nullability)
            if (!full && (bare is not null || Nullability.Create(parameter).WriteState == NullabilityState.Nullable))
                return null;
        return Make(bare ?? parameter.ParameterType);
    }

    private object List(Type item)
    {
        var items = Array.CreateInstance(item, full ? 1 : 0);
        for (var i = 0; i < items.Length; i++)
            items.SetValue(Make(item), i);
        return typeof(ListOf)
            .GetMethods()
            .Single(method =>
                method.Name == nameof(ListOf.From)
                && method.GetParameters()[0].ParameterType.Name.StartsWith("IEnumerable", StringComparison.Ordinal)
            )
            .MakeGenericMethod(item)
            .Invoke(null, [items])!;
    }
}
