using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.People;
using Emergency.Engine;

namespace Emergency.Server.Features.People;

/// <summary>Erased persons of a realm, and marks by which an old file that brings them again is found out.</summary>
/// <param name="CalledOnly">Marks among <paramref name="Called"/> of persons whose number was not known.</param>
internal sealed record TombstonesKnown(
    ImmutableDictionary<PersonId, (EntityId Register, PersonErased Event)> Told,
    ImmutableHashSet<string> Numbers,
    ImmutableHashSet<string> Called,
    ImmutableHashSet<string> CalledOnly
)
{
    public static readonly TombstonesKnown None = new(ImmutableDictionary<PersonId, (EntityId, PersonErased)>.Empty, [], [], []);

    public bool Hold(PersonId person) => Told.ContainsKey(person);

    public TombstonesKnown With(EntityId register, PersonErased told)
    {
        var stone = told.Tombstone;
        return new(
            Told.SetItem(told.Person, (register, told)),
            stone.Number is { } number ? Numbers.Add(number) : Numbers,
            stone.Called is { } called ? Called.Add(called) : Called,
            stone is { Called: { } only, Number: null } ? CalledOnly.Add(only) : CalledOnly
        );
    }

    /// <summary>True when a row names an erased person: by its number where both have one, else by name and birth date.</summary>
    public bool Hold(Tombstone row) =>
        row.Number is { } number
            ? Numbers.Contains(number) || (row.Called is { } also && CalledOnly.Contains(also))
            : row.Called is { } called && Called.Contains(called);
}
