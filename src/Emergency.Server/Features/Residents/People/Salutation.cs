using Emergency.Server.Infrastructure.Privacy;

namespace Emergency.Server.Features.People;

/// <summary>Forms of address (称呼), by surname, age and sex.</summary>
internal static class Salutation
{
    // The first row that fits applies. Ages are full years; a null sex fits everybody.
    private static readonly (int From, int To, string? Sex, string Word)[] Table =
    [
        (0, 13, null, "小朋友"),
        (14, 17, null, "同学"),
        (60, 150, "男", "爷爷"),
        (60, 150, "女", "奶奶"),
        (60, 150, null, "老人家"),
        (18, 59, "男", "先生"),
        (18, 59, "女", "女士"),
        (18, 59, null, "居民"),
    ];

    /// <summary>Form of address. An unknown age counts as adult.</summary>
    public static string Word(string? sex, int? age) =>
        Table.First(row => (age ?? 40) >= row.From && (age ?? 40) <= row.To && (row.Sex is null || row.Sex == sex)).Word;

    /// <summary>柳奶奶, 安先生; without the surname where it must stay hidden.</summary>
    public static string Of(PersonKnown person, DateOnly today, bool masked)
    {
        var word = Word(
            person.Contact.Sex,
            person.Listed.Born is { } born ? Math.Clamp(Ages.Of(born, today), 0, 150)
                : person.IsMinor(today) ? 8
                : null
        );
        return masked ? word : $"{Masks.Surname(person.Listed.Name)}{word}";
    }
}
