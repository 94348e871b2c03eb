using System.Collections.Concurrent;
using System.Reflection;
using Emergency.Domain.Cases;
using Emergency.Domain.Hazards;
using Emergency.Domain.MonthReports;
using Emergency.Domain.Places;
using Emergency.Domain.Plans;
using FsCheck;
using FsCheck.Fluent;

namespace Emergency.Domain.Tests;

/// <summary>
/// Makes any record of the domain out of a number. Ids, texts and times come from very few values, so that commands meet the ids of earlier
/// ones.
/// </summary>
/// <param name="own">Values of the caller's own for some types; null for a type that it leaves to this class.</param>
public sealed class Any(int seed, Func<Any, Type, object?>? own = null)
{
    private static readonly DateTimeOffset Start = new(2026, 3, 10, 13, 0, 0, TimeSpan.Zero);

    // Neighbouring seeds begin alike, so they are spread first.
    private readonly Random _random = new(unchecked((int)(((ulong)seed * 0x9E3779B97F4A7C15UL) >> 32)));

    /// <summary>Up to <paramref name="length"/> numbers, each of which makes one act; shrinks by leaving acts out.</summary>
    public static Arbitrary<int[]> Acts(int length) =>
        Arb.From(
            Gen.Choose(0, int.MaxValue - 1).ArrayOf(length),
            acts => Enumerable.Range(0, acts.Length).Select(left => acts.Where((_, i) => i != left).ToArray())
        );

    public static void Holds(int length, int times, Action<int[]> law) =>
        Prop.ForAll(Acts(length), law).Check(Config.QuickThrowOnFailure.WithMaxTest(times));

    public T One<T>() => (T)Make(typeof(T));

    public T Among<T>(IReadOnlyList<T> all) => all[_random.Next(all.Count)];

    public object Make(Type type)
    {
        if (own?.Invoke(this, type) is { } made)
            return made;
        if (type.IsEnum)
            return Among(Enum.GetValues(type).Cast<object>().ToArray());
        if (type == typeof(string))
            return Among(["a", "b", "411502001001"]);
        if (type == typeof(bool))
            return _random.Next(2) == 0;
        if (type == typeof(int))
            return _random.Next(-1, 8);
        if (type == typeof(long))
            return (long)_random.Next(1, 9);
        if (type == typeof(double))
            return Among([0.5, 32.12, 114.07]);
        if (type == typeof(Guid))
            return new Guid(_random.Next(1, 4), 0, 0, new byte[8]);
        if (type == typeof(DateOnly))
            return new DateOnly(2026, 3, 10).AddDays(_random.Next(5));
        if (type == typeof(TimeOnly))
            return new TimeOnly(_random.Next(24), 0);
        if (type == typeof(DateTimeOffset))
            return Start.AddMinutes(_random.Next(42) * 40);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ListOf<>))
            return List(type.GetGenericArguments()[0]);
        // A line that hands over emergencies, and the one whose cases can wait.
        if (type == typeof(CaseKey))
            return new CaseKey(Among(["119", "12345"]), Among(["a", "b"]));
        // A card that a community can write, and now and then one that it hands in.
        if (type == typeof(Card))
            return new Card(One<string>(), Among(["fire", "fire", "a"]), One<string>(), One<ListOf<Step>>());
        if (type == typeof(Step))
            return Among(["值班", "书记", "a"]) is var role && role == "a"
                ? new Step("a", One<TaskClass>(), [role], "a", 60, [])
                : new Step(One<string>(), TaskClass.Life, [role], One<string>(), One<int>(), [], One<int>());
        // A community that keeps its code with a part of itself, and one beside it, of one street.
        if (type == typeof(OpenDivisionChange))
            return new OpenDivisionChange(
                "411502001",
                ["411502001001"],
                [new("411502001001", One<string>()), new("411502001002", One<string>())],
                One<DateOnly>(),
                [],
                One<By>(),
                One<DateTimeOffset>()
            );
        // Mostly a month that is over, with figures that were seen.
        if (type == typeof(SendMonthReport))
        {
            var figures = One<ListOf<MonthFigure>>();
            return new SendMonthReport(
                One<string>(),
                new(2026, Among([2, 2, 3]), 1),
                figures,
                Among([figures, figures, []]),
                Among<Sealed?>([One<Sealed>(), null]),
                One<By>(),
                One<DateTimeOffset>()
            );
        }
        if (type == typeof(Deadline))
            return Among(Deadlines.All);
        if (type.IsAbstract)
            return Make(Among(Noun.Concrete(type)));
        var (make, arguments) = Recipes.GetOrAdd(type, Recipe);
        var record = make.Invoke([.. arguments.Select(a => a.MayBeNull && _random.Next(3) == 0 ? null : Make(a.Type))]);
        // Now and then the hazard is a row of a file, which no constructor takes.
        return record is HazardCommand act && _random.Next(3) == 0 ? act with { File = One<FileRow>() } : record;
    }

    private static readonly ConcurrentDictionary<Type, (ConstructorInfo Make, (Type Type, bool MayBeNull)[] Arguments)> Recipes = new();

    private static (ConstructorInfo, (Type, bool)[]) Recipe(Type type)
    {
        var make = type.GetConstructors().MaxBy(c => c.GetParameters().Length)!;
        var nullability = new NullabilityInfoContext();
        return (
            make,
            [
                .. make.GetParameters()
                    .Select(p =>
                        (
                            Nullable.GetUnderlyingType(p.ParameterType) ?? p.ParameterType,
                            Nullable.GetUnderlyingType(p.ParameterType) is not null
                                || nullability.Create(p).WriteState == NullabilityState.Nullable
                        )
                    ),
            ]
        );
    }

    private static readonly ConcurrentDictionary<Type, MethodInfo> Lists = new();

    private static MethodInfo ListMaker(Type item) =>
        typeof(ListOf)
            .GetMethods()
            .Single(m =>
                m.Name == nameof(ListOf.From) && m.GetParameters()[0].ParameterType.Name.StartsWith("IEnumerable", StringComparison.Ordinal)
            )
            .MakeGenericMethod(item);

    private object List(Type item)
    {
        var items = Array.CreateInstance(item, _random.Next(4));
        for (var i = 0; i < items.Length; i++)
            items.SetValue(Make(item), i);
        return Lists.GetOrAdd(item, ListMaker).Invoke(null, [items])!;
    }
}
