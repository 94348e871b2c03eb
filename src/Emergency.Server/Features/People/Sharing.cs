using System.Collections.Concurrent;
using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Server.Infrastructure.Encryption;

namespace Emergency.Server.Features.People;

/// <summary>Lets equal values be one object, so that a resident costs less than 1 kB of memory: buildings, codes and lists of codes repeat thousands of times.</summary>
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

    /// <summary>A person mostly has the address and the point of the household.</summary>
    public PersonContact Of(PersonContact contact, HouseholdContact? home) =>
        contact with
        {
            Sex = Optional(contact.Sex),
            Building = Optional(contact.Building),
            Unit = Optional(contact.Unit),
            Room = Optional(contact.Room),
            Address = contact.Address == home?.Address ? home?.Address : contact.Address,
            Location = contact.Location == home?.Location ? home?.Location : Of(contact.Location),
        };

    public PersonSensitive Of(PersonSensitive sensitive) =>
        sensitive with
        {
            Kinds = List(sensitive.Kinds),
            Needs = List(sensitive.Needs),
            Mobility = Optional(sensitive.Mobility),
            CareLevel = Optional(sensitive.CareLevel),
            Health = Optional(sensitive.Health),
        };

    public HouseholdContact Of(HouseholdContact contact) =>
        contact with
        {
            Building = Optional(contact.Building),
            Unit = Optional(contact.Unit),
            Room = Optional(contact.Room),
            Location = Of(contact.Location),
        };

    public GuardianContact Of(GuardianContact contact) =>
        contact with
        {
            Role = Text(contact.Role),
            Relation = Optional(contact.Relation),
            Where = Optional(contact.Where),
        };

    private static Located? Of(Located? location) =>
        location is { } at && at.Original == at.Point ? at with { Original = at.Point } : location;
}
