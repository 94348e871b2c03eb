using System.Globalization;
using Emergency.Domain;

namespace Emergency.Server.Infrastructure.Privacy;

/// <summary>Who stands for whom in a drill: the door, the kind and the needs are real, so that the way there and the work are; names, numbers to dial and identity numbers are not. The same person has the same stand-in in every drill.</summary>
internal static class StandIns
{
    /// <summary>How a stand-in's name begins (代号), so that nobody takes it for a name.</summary>
    public const string Begins = "代号";
    private const string Stems = "甲乙丙丁戊己庚辛壬癸",
        Branches = "子丑寅卯辰巳午未申酉戌亥";

    /// <summary>代号甲子07: from the id alone, so that nothing needs to be kept.</summary>
    public static string Name(Guid id)
    {
        var n = Number(id);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Begins}{Stems[(int)(n % 10)]}{Branches[(int)(n / 10 % 12)]}{n / 120 % 1000:000}"
        );
    }

    /// <summary>As many numbers as there are, none of which any network puts through: 000 and eight digits.</summary>
    public static ListOf<string> Phones(Guid id, ListOf<string> real) =>
        [.. real.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"000{(Number(id) + i) % 100_000_000:00000000}"))];

    private static long Number(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes);
        return BitConverter.ToUInt32(bytes[12..]);
    }
}
