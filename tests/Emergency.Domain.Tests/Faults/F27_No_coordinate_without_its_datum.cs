using System.Reflection;
using Emergency.Domain.Places;

namespace Emergency.Domain.Tests.Faults;

public sealed partial class PlaceStories
{
    [Fact]
    public void Whatever_happens_a_bare_point_is_told_only_inside_a_shape_or_beside_the_datum_it_came_in()
    {
        var seen = new HashSet<Type>();
        var bare = Noun
            .All.SelectMany(noun => noun.EventTypes)
            .SelectMany(happened => Bare(happened, seen))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        bare.ShouldBeEmpty();
        // The walk has met both types, so it has looked at something.
        seen.ShouldContain(typeof(Located));
        seen.ShouldContain(typeof(Area.Circle));
        typeof(Located).GetProperty(nameof(Located.Datum))!.PropertyType.ShouldBe(typeof(Datum));
    }

    private static IEnumerable<string> Bare(Type type, HashSet<Type> seen)
    {
        if (!seen.Add(type) || type == typeof(Located) || type.IsAssignableTo(typeof(Area)) || type.Assembly != typeof(Located).Assembly)
            yield break;
        if (type.IsAbstract)
        {
            foreach (var found in Noun.Concrete(type).SelectMany(one => Bare(one, seen)))
                yield return found;
            yield break;
        }
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            foreach (var part in Parts(property.PropertyType))
            {
                if (part == typeof(GeoPoint))
                    yield return $"{type.Name}.{property.Name}";
                foreach (var found in Bare(part, seen))
                    yield return found;
                if (part.IsAssignableTo(typeof(Area)))
                    seen.UnionWith(Noun.Concrete(typeof(Area)));
            }
        }
    }

    private static IEnumerable<Type> Parts(Type type) =>
        Nullable.GetUnderlyingType(type) is { } inner ? [inner]
        : type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts)
        : [type];
}
