using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Authorities;
using Emergency.Domain.Communities;
using Emergency.Engine;
using Emergency.Server.People;

namespace Emergency.Server.Authorities;

/// <summary>The duty desks of all authorities, by their 6 or 9 digits.</summary>
public sealed record DesksKnown(ImmutableDictionary<string, DeskKnown> Desks)
{
    public static readonly DesksKnown None = new(ImmutableDictionary<string, DeskKnown>.Empty);

    /// <summary>In a drill nobody's name or number is shown.</summary>
    public bool StandIns { get; init; }

    public DeskKnown Of(string authority) => Desks.GetValueOrDefault(authority) is not { } desk ? DeskKnown.None : StandIns ? People.StandIns.For(desk) : desk;
}

/// <summary>One desk: the domain's state, the contacts opened, and where its newest event lies. A contact is missing where its key is gone.</summary>
public sealed record DeskKnown(DutyDesk State, ImmutableDictionary<OfficerId, OfficerContact> Contacts, Position At)
{
    public static readonly DeskKnown None = new(DutyDesk.None, ImmutableDictionary<OfficerId, OfficerContact>.Empty, Position.Start);

    /// <summary>王**; of somebody who keeps the desk no more, nothing.</summary>
    public string Mask(OfficerId officer) => Masks.Name(Contacts.GetValueOrDefault(officer)?.Name ?? "");
}

/// <summary>That something changed at a desk, and which shift took over last; who that is comes with GET …/duty.</summary>
/// <param name="Version">Position of its newest event.</param>
public sealed record DeskLight(string Authority, DateOnly? Day, Shift? Shift, DateTimeOffset? TakenAt, long Version)
{
    public static DeskLight Of(string authority, DeskKnown desk)
    {
        ArgumentNullException.ThrowIfNull(desk);
        return new(authority, desk.State.Taken?.Watch.Day, desk.State.Taken?.Watch.Shift, desk.State.Taken?.At, desk.At.Value);
    }
}
