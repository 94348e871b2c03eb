using System.Collections.Concurrent;
using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Server.Infrastructure.Encryption;

namespace Emergency.Server.Features.People;

/// <summary>Lets equal values be one object, so that a resident costs less memory: buildings, codes and lists of codes repeat thousands of times.</summary>
internal sealed class Sharing
{
    private readonly ConcurrentDictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<ListOf<string>, ListOf<string>> _lists = [];

    public string Text(string text) => _texts.GetOrAdd(text, text);

    private string? Optional(string? text) => text is null ? null : Text(text);

    private ListOf<string> List(ListOf<string> codes)
    {
        if (_lists.TryGetValue(codes, out var known))
            return known;
        codes = [.. codes.Select(Text)];
        return _lists.GetOrAdd(codes, codes);
    }

    public PersonContact Of(PersonContact contact) =>
        contact with
        {
            Building = Optional(contact.Building),
            Unit = Optional(contact.Unit),
            Room = Optional(contact.Room),
        };

    public PersonSensitive Of(PersonSensitive sensitive) =>
        sensitive with
        {
            Kinds = List(sensitive.Kinds),
            Needs = List(sensitive.Needs),
            CareLevel = Optional(sensitive.CareLevel),
        };

    public HouseholdContact Of(HouseholdContact contact) =>
        contact with
        {
            Building = Optional(contact.Building),
            Unit = Optional(contact.Unit),
            Room = Optional(contact.Room),
            Location = Of(contact.Location),
        };

    private static Located? Of(Located? location) =>
        location is { } at && at.Original == at.Point ? at with { Original = at.Point } : location;
}
