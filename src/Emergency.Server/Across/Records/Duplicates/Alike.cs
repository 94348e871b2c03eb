using Emergency.Domain.People;
using Emergency.Server.Features.People;

namespace Emergency.Server.Across.Duplicates;

/// <summary>Rules by which two records look like one person.</summary>
internal enum Likeness
{
    IdNumber,
    NameAndBirth,
    NameDoorAndPhone,
}

/// <summary>Two records that may be one person, with the rules that match.</summary>
internal sealed record Alike(PersonKnown One, PersonKnown Other, IReadOnlyList<Likeness> By);

/// <summary>
/// Finds records that may be one person: by number, by name and birth date, by name, door and phone. It only reports them; pairs marked as
/// different people are not listed again.
/// </summary>
internal static class Likenesses
{
    // A number that half a village has written down proves nothing.
    private const int MostOfOne = 6;

    public static IReadOnlyList<Alike> Find(ResidentsKnown residents, IEnumerable<PersonKnown> persons)
    {
        var all = persons.Where(one => one is { Left: null, Erased: false }).ToList();
        var pairs = new Dictionary<TwoPersons, (PersonKnown, PersonKnown, List<Likeness>)>();
        Add(Likeness.IdNumber, one => one.Sensitive.IdNumber is { Length: > 0 } number ? [number] : []);
        Add(
            Likeness.NameAndBirth,
            one => one.Contact.Name.Length > 0 && one.Listed.Born is { } born ? [$"{one.Contact.Name}\n{born:O}"] : []
        );
        Add(Likeness.NameDoorAndPhone, Doors);
        return
        [
            .. pairs
                .Values.OrderBy(pair => pair.Item3[0])
                .ThenBy(pair => pair.Item1.Community, StringComparer.Ordinal)
                .ThenBy(pair => pair.Item1.Id.Value)
                .Select(pair => new Alike(pair.Item1, pair.Item2, pair.Item3)),
        ];

        void Add(Likeness by, Func<PersonKnown, IReadOnlyList<string>> keys)
        {
            foreach (
                var same in all.SelectMany(one => keys(one).Select(key => (Key: key, One: one)))
                    .GroupBy(one => one.Key, one => one.One, StringComparer.Ordinal)
                    .Where(same => same.Skip(1).Any())
            )
            {
                var few = same.DistinctBy(one => one.Id).OrderBy(one => one.Id.Value).ToList();
                if (few.Count > MostOfOne)
                    continue;
                for (var i = 0; i < few.Count; i++)
                for (var j = i + 1; j < few.Count; j++)
                {
                    var pair = TwoPersons.Of(few[i].Id, few[j].Id);
                    if (residents.Apart.Contains(pair))
                        continue;
                    if (!pairs.TryGetValue(pair, out var found))
                        pairs[pair] = found = (few[i], few[j], []);
                    if (!found.Item3.Contains(by))
                        found.Item3.Add(by);
                }
            }
        }
    }

    private static IReadOnlyList<string> Doors(PersonKnown one)
    {
        var (contact, door) = (one.Contact, $"{one.Contact.Building}/{one.Contact.Unit}/{one.Contact.Room}");
        return contact.Name.Length == 0 || door == "//"
            ? []
            : [.. contact.Phones.Select(phone => $"{contact.Name}\n{one.Community}/{door}\n{phone}")];
    }
}
