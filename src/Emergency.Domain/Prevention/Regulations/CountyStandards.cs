using Emergency.Domain.Confirmations;
using static Emergency.Domain.Decision;

namespace Emergency.Domain.Regulations;

/// <summary>自定标准: drafts that a county has made its own standard (kind "standards", key = its 6 digits). Its commander asks, a second
/// person of its desk confirms; from then on their duties count in all its communities, until the standard is dropped in the same
/// way.</summary>
/// <param name="Adopted">Packs in force here as own standards, in the order of adoption.</param>
public sealed record CountyStandards(ListOf<AdoptedPack> Adopted)
{
    public static readonly Code NoDraft = new("standard.no-draft");
    public static readonly CountyStandards None = new([]);

    public AdoptedPack? Find(string pack) => Adopted.FirstOrDefault(one => one.Pack == pack);

    public static Decision Decide(CountyStandards state, Command command) =>
        command switch
        {
            AdoptPack c when state.Find(c.Pack)?.Version == c.Version => Nothing,
            AdoptPack c when Confirmation.IsOne(c.By, c.ConfirmedBy) => Reject(Confirmation.Own),
            AdoptPack { Draft: false } => Reject(NoDraft),
            AdoptPack c => new PackAdopted(c.Pack, c.Version, c.Reason, c.By, c.ConfirmedBy, c.At),
            DropPack c when state.Find(c.Pack) is null => Nothing,
            DropPack c when Confirmation.IsOne(c.By, c.ConfirmedBy) => Reject(Confirmation.Own),
            DropPack c => new PackDropped(c.Pack, c.Reason, c.By, c.ConfirmedBy, c.At),
            _ => throw new Unforeseen(command),
        };

    public static CountyStandards Evolve(CountyStandards state, Event happened) =>
        happened switch
        {
            PackAdopted e => new(Without(state, e.Pack).Add(new(e.Pack, e.Version, e.Reason, e.By, e.ConfirmedBy, e.At))),
            PackDropped e => new(Without(state, e.Pack)),
            _ => throw new Unforeseen(happened),
        };

    private static ListOf<AdoptedPack> Without(CountyStandards state, string pack) => [.. state.Adopted.Where(one => one.Pack != pack)];
}

/// <summary>Adopted draft, by whom and why.</summary>
/// <param name="Version">Version that was adopted: another text of the same draft must be adopted anew.</param>
public sealed record AdoptedPack(string Pack, string Version, Sealed Reason, By By, By ConfirmedBy, DateTimeOffset At);

public abstract record CountyStandardsCommand : Command;

/// <param name="Draft">True when the pack is a draft: only drafts can be adopted.</param>
public sealed record AdoptPack(string Pack, string Version, bool Draft, Sealed Reason, By By, By ConfirmedBy, DateTimeOffset At)
    : CountyStandardsCommand;

/// <summary>Makes it a mere draft again: shown in its own region, counted nowhere.</summary>
public sealed record DropPack(string Pack, Sealed Reason, By By, By ConfirmedBy, DateTimeOffset At) : CountyStandardsCommand;

public abstract record CountyStandardsEvent : Event;

[Stored("standards.pack-adopted.v1")]
public sealed record PackAdopted(string Pack, string Version, Sealed Reason, By By, By ConfirmedBy, DateTimeOffset At)
    : CountyStandardsEvent;

[Stored("standards.pack-dropped.v1")]
public sealed record PackDropped(string Pack, Sealed Reason, By By, By ConfirmedBy, DateTimeOffset At) : CountyStandardsEvent;
