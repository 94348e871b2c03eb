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

    /// <summary>In a drill nobody's name or number is shown.</summary>
    public bool StandIns { get; init; }

    public DeskKnown Of(string authority) =>
        Desks.GetValueOrDefault(authority) is not { } desk ? DeskKnown.None
        : StandIns ? desk.StandIn()
        : desk;
}

/// <summary>One desk: the domain's state, the contacts opened, and where its newest event lies. A contact is missing where its key is gone.</summary>
internal sealed record DeskKnown(DutyDesk State, ImmutableDictionary<OfficerId, OfficerContact> Contacts, Position At)
{
    public static readonly DeskKnown None = new(DutyDesk.None, ImmutableDictionary<OfficerId, OfficerContact>.Empty, Position.Start);

    /// <summary>The desk as a drill shows it.</summary>
    public DeskKnown StandIn() =>
        this with
        {
            Contacts = Contacts.ToImmutableDictionary(
                one => one.Key,
                one => one.Value with { Name = StandIns.Name(one.Key.Value), Phones = StandIns.Phones(one.Key.Value, one.Value.Phones) }
            ),
        };

    /// <summary>王**; of somebody who keeps the desk no more, nothing.</summary>
    public string Mask(OfficerId officer) => Masks.Name(Contacts.GetValueOrDefault(officer)?.Name ?? "");
}
