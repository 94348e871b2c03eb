using System.Globalization;
using Emergency.Server.Infrastructure.Wording;

namespace Emergency.Server.Infrastructure.Listing;

/// <summary>Formats values for cells.</summary>
internal static class Cells
{
    public static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Date and time in Asia/Shanghai.</summary>
    public static string? Time(DateTimeOffset? at) =>
        at?.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    public static string? Number(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    /// <summary>A number, or an empty cell for zero.</summary>
    public static string? Some(int number) => number == 0 ? null : Number(number);

    public static string? Word<T>(this PageWords words, string noun, T? value)
        where T : struct, Enum => value is { } one ? words.Say(noun, one) : null;

    /// <summary>Words of codes that are data; a code without a word is written as it is.</summary>
    public static string Codes(this PageWords words, string noun, IEnumerable<string>? codes) =>
        string.Join('、', (codes ?? []).Select(code => words.Say($"{noun}.{code}") is var said && said == $"{noun}.{code}" ? code : said));

    /// <summary>Yes, no, or an empty cell where it is not known.</summary>
    public static string Either(this PageWords words, bool? yes) => yes is { } known ? words.Say(known ? "list.yes" : "list.no") : "";

    public static string Yes(this PageWords words, bool yes) => yes ? words.Say("list.yes") : "";
}
