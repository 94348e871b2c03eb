using Emergency.Domain.Resources;
using Emergency.Server.Infrastructure.Encryption;

namespace Emergency.Server.Features.Resources;

/// <summary>Sealed fields of a resource, opened.</summary>
internal static class ResourceOpened
{
    /// <summary>The unit's own number.</summary>
    public static string? PhoneOf(this ResourceFacts facts, ISealing sealing) =>
        facts.UnitPhone is { } phone ? sealing.Open<FreeText>(phone)?.Text : facts.Phone;
}
