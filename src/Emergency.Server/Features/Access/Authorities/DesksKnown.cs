using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Authorities;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Privacy;

namespace Emergency.Server.Features.Authorities;

/// <summary>The duty desks of all authorities, by their 6 or 9 digits.</summary>
internal sealed record DesksKnown(ImmutableDictionary<string, DeskKnown> Desks)
{
    public static readonly DesksKnown None = new(ImmutableDictionary<string, DeskKnown>.Empty);

    /// <summary>True in a drill, where stand-ins replace names and numbers.</summary>
    public bool StandIns { get; init; }

    public DeskKnown Of(string authority) =>
        Desks.GetValueOrDefault(authority) is not { } desk ? DeskKnown.None
        : StandIns ? desk.StandIn()
        : desk;
}

/// <summary>
/// A desk: the domain's state, the decrypted contacts, and the position of its newest event. A contact is missing where its key is gone.
/// </summary>
internal sealed record DeskKnown(DutyDesk State, ImmutableDictionary<OfficerId, OfficerContact> Contacts, Position At)
{
    public static readonly DeskKnown None = new(DutyDesk.None, ImmutableDictionary<OfficerId, OfficerContact>.Empty, Position.Start);

    /// <summary>The desk with stand-ins for names and phones, for a drill.</summary>
    public DeskKnown StandIn() =>
        this with
        {
            Contacts = Contacts.ToImmutableDictionary(
                one => one.Key,
                one => one.Value with { Name = StandIns.Name(one.Key.Value), Phones = StandIns.Phones(one.Key.Value, one.Value.Phones) }
            ),
        };

    /// <summary>Masked name (王**); empty for an officer who no longer belongs to the desk.</summary>
    public string Mask(OfficerId officer) => Masks.Name(Contacts.GetValueOrDefault(officer)?.Name ?? "");
}
