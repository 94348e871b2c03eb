using System.Globalization;
using Emergency.Domain.People;
using Emergency.Server.Infrastructure.Encryption;

namespace Emergency.Server.Features.People;

/// <summary>
/// Makes tombstones: HMACs under the index key, so that neither number nor name can be recovered or guessed without that
/// key.
/// </summary>
internal static class Tombstones
{
    /// <param name="name">Name. If it is null or empty, like an unknown birth date, the name is no mark.</param>
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
