using System.Globalization;
using Emergency.Server.Across.Imports.Reading.Tables;
using Emergency.Server.Across.Imports.Reading.Values;

namespace Emergency.Server.Across.Imports.Reading.Registers;

/// <summary>Reads the times and people on duty. A day is a date, or a number counted from the day of loading.</summary>
internal static class Roster
{
    private const int FurthestDay = 366;

    public static RosterRow Read(Line line)
    {
        var community = line.Community();
        var (day, date) = Day(line);
        TimeOnly from = Time(line, "from"),
            to = Time(line, "to");
        var post = line.Text("post") ?? "";
        if (post.Length == 0)
        {
            line.Reject("post", Reasons.PostMissing);
        }
        var member = line.Text("member_id") ?? "";
        if (member.Length == 0)
        {
            line.Reject("member_id", Reasons.MissingId);
        }
        line.Unique(
            string.Create(CultureInfo.InvariantCulture, $"duty={community}/{day}/{date:O}/{from:O}/{post}/{member}"),
            "member_id",
            Reasons.DuplicateDuty
        );
        return new(line.Sheet, line.Row, community, day, date, line.Text("shift"), from, to, post, member);
    }

    private static (int? Day, DateOnly? Date) Day(Line line)
    {
        var text = Written.Symbols(line.Cell("day").Text);
        if (
            text.Length <= 4
            && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var day)
            && Math.Abs(day) <= FurthestDay
        )
        {
            return (day, null);
        }
        var date = text.Length == 0 ? null : Dates.Read(line.Cell("day"));
        if (date is null)
        {
            line.Reject("day", Reasons.DayInvalid);
        }
        return (null, date);
    }

    private static TimeOnly Time(Line line, string field)
    {
        var cell = line.Cell(field);
        if (cell is { IsNumber: true, Number: >= 0 and < 1 })
        {
            return TimeOnly.FromTimeSpan(TimeSpan.FromMinutes(Math.Round(cell.Number * 24 * 60) % (24 * 60)));
        }
        var text = Written.Symbols(cell.Text);
        if (text is "24:00")
        {
            return TimeOnly.MinValue;
        }
        if (TimeOnly.TryParseExact(text, ["H:mm", "HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return time;
        }
        line.Reject(field, Reasons.TimeInvalid);
        return default;
    }
}
