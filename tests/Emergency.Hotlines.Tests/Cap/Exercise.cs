using System.Text;
using Emergency.Hotlines.Cap;

namespace Emergency.Hotlines.Tests.Cap;

/// <summary>The hand-made exercise beside these tests.</summary>
internal static class Exercise
{
    public static string Text(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Cap", "messages", name));

    public static CapAlert Alert => Read("13_handmade_zh_exercise_alert_polygon.xml");
    public static CapAlert Update => Read("14_handmade_zh_exercise_update_geocode_only.xml");
    public static CapAlert Cancel => Read("15_handmade_zh_exercise_cancel.xml");
    public static string AlertText => Text("13_handmade_zh_exercise_alert_polygon.xml");

    /// <summary>The alert with one change.</summary>
    public static ParsedAlert With(string old, string now)
    {
        var text = AlertText;
        text.ShouldContain(old);
        return CapReader.Read(Encoding.UTF8.GetBytes(text.Replace(old, now, StringComparison.Ordinal)));
    }

    private static CapAlert Read(string name) => CapReader.Read(Encoding.UTF8.GetBytes(Text(name))).Alert.ShouldNotBeNull();
}
