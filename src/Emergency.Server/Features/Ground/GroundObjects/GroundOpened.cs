using Emergency.Domain;
using Emergency.Domain.GroundObjects;
using Emergency.Server.Infrastructure.Encryption;

namespace Emergency.Server.Features.GroundObjects;

/// <summary>Sealed fields of a thing on the ground, opened and sealed again.</summary>
internal static class GroundOpened
{
    /// <summary>Opens holder and phone into clear text, to be shown or compared and never to be stored.</summary>
    public static GroundFacts Opened(this GroundFacts facts, ISealing sealing) =>
        facts.Access is { } access && sealing.Open<GroundAccess>(access) is var said
            ? facts with
            {
                Holder = said?.Holder,
                Phone = said?.Phone,
                Access = null,
            }
            : facts;

    /// <summary>Seals a thing for storage. Unchanged fields keep their sealed form. The key must have been ensured.</summary>
    /// <param name="opened">Holder and phone in clear.</param>
    public static GroundFacts Stored(this GroundFacts opened, GroundFacts? known, ISealing sealing) =>
        opened is { Holder: null, Phone: null } ? opened
        : known is { Access: not null } && known.Opened(sealing) is var was && was.Holder == opened.Holder && was.Phone == opened.Phone
            ? Sealed(opened, known.Access.Value)
        : Sealed(opened, sealing.Seal(opened.Id.Value, new GroundAccess(opened.Holder, opened.Phone)));

    private static GroundFacts Sealed(GroundFacts opened, Sealed access) => opened with { Holder = null, Phone = null, Access = access };
}
