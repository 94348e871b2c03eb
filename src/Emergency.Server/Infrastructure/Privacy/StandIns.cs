using System.Globalization;
using Emergency.Domain;

namespace Emergency.Server.Infrastructure.Privacy;

/// <summary>
/// Replaces real people by stand-ins in a drill: the door, the kind and the needs are real, so that the way there and the work are; names,
/// phone numbers and identity numbers are not. The same person has the same stand-in in every drill.
/// </summary>
internal static class StandIns
{
    /// <summary>Beginning of a stand-in's name (代号), so that nobody takes it for a real name.</summary>
    public const string Begins = "代号";
    private const string Stems = "甲乙丙丁戊己庚辛壬癸",
        Branches = "子丑寅卯辰巳午未申酉戌亥";

    /// <summary>Derives a name such as 代号甲子07 from the id alone, so that nothing needs to be stored.</summary>
    public static string Name(Guid id)
    {
        var n = Number(id);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Begins}{Stems[(int)(n % 10)]}{Branches[(int)(n / 10 % 12)]}{n / 120 % 1000:000}"
        );
    }

    /// <summary>Returns as many numbers as the person has, none of which any network connects: 000 and eight digits.</summary>
    public static ListOf<string> Phones(Guid id, ListOf<string> real) =>
        [.. real.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"000{(Number(id) + i) % 100_000_000:00000000}"))];

    private static long Number(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes);
        return BitConverter.ToUInt32(bytes[12..]);
    }
}
