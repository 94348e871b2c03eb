using System.Globalization;
using Emergency.Domain.Communities;
using Emergency.Server.Infrastructure.Encryption;

namespace Emergency.Server.Features.People;

/// <summary>Makes tombstones: HMACs under the index key, so that neither number nor name can be read from them or guessed without that key.</summary>
internal static class Tombstones
{
    /// <param name="name">Null or empty, like an unknown birth date, gives nothing to be recognised by.</param>
    public static Tombstone Tombstone(this ISealing sealing, string? number, string? name, DateOnly? born)
    {
        return new(
            number is { Length: > 0 } ? sealing.Index($"erased\nnumber\n{number}") : null,
            name is { Length: > 0 } && born is { } day
                ? sealing.Index(string.Create(CultureInfo.InvariantCulture, $"erased\ncalled\n{name}\n{day:yyyy-MM-dd}"))
                : null
        );
    }
}
