using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Domain.Warnings;
using static Emergency.Server.Features.Drills.Scenarios.Reading.Shape;

namespace Emergency.Server.Features.Drills.Scenarios.Reading;

/// <summary>
/// The fields of a scenario file, and the JSON Schema (2020-12) generated from them, which editors use for completion and checks.
/// </summary>
internal static class ScenarioShape
{
    /// <summary>Address of the schema, which is also its name.</summary>
    public const string Address = "/api/drills/scenario.schema.json";

    private static readonly Shape Id = Form.Id with { Hint = "小写英文、数字和短横 / lower-case words with dashes" },
        Duration = Form.Duration with { Hint = "90s, 5m, 1h" },
        Span = Form.Span with { Hint = "90s, 5m, 1h" },
        Title = new Text(80),
        Words = new Text(2000);
    private static readonly Shape Category = Choice.Of<Category>(),
        Line = new Choice(["110", "119", "120", "12345"]) { Hint = "加引号 / in quotes: \"119\"" };
    private static readonly Shape StoredForm = new Text(60) { Hint = "事件的存储名，如 incident.task-taken.v1 / stored name of an event" };
    private static readonly Shape Where = new Matches
    {
        Hint = "字段路径 → 应有的值 / path of a field → what must stand there: by.role: [grid-chief]",
    };
    private static readonly Shape Event = new Fields([("form", StoredForm, true), ("where", Where, false)]);
    private static readonly Shape When = new Fields(
        [
            ("at", Duration with { Hint = "开始后多久 / after the start" }, false),
            ("after", Id, false),
            ("event", Event, false),
            ("undone", Id with { Hint = "应有动作到时未做 / an expected action that was not done in time" }, false),
            ("wait", Duration, false),
        ],
        "at",
        "after",
        "event",
        "undone"
    );

    private static readonly Shape Method = new Fields(
        [
            (
                "case",
                new Fields([
                    ("line", Line, true),
                    ("number", Id, true),
                    ("category", Category, true),
                    ("priority", Choice.Of<Priority>(), true),
                    ("title", Title, true),
                    ("description", Words, true),
                    ("address", Title, false),
                    ("lon", new Number(73, 136, false), false),
                    ("lat", new Number(3, 54, false), false),
                    ("trapped", new Number(0, 9999, true), false),
                ])
                {
                    Hint = "热线案件 / a hotline's case",
                },
                false
            ),
            (
                "warning",
                new Fields([
                    ("hazard", Category, true),
                    ("level", Choice.Of<WarningLevel>(), true),
                    ("headline", Title, true),
                    ("instruction", Words, false),
                    ("lasts", Span, true),
                ])
                {
                    Hint = "预警（演练状态的 CAP） / a CAP warning, status Exercise",
                },
                false
            ),
            ("message", Spoken("书面消息 / a written message"), false),
            ("call", Spoken("导演打电话 / the controller calls"), false),
            (
                "missing",
                new Fields([("age", new Number(0, 120, true), false), ("description", Words, true), ("last-seen", Title, true)])
                {
                    Hint = "有人走失，不写姓名 / somebody is missing; no names",
                },
                false
            ),
            (
                "link-down",
                new Fields([("line", Line, true), ("lasts", Span, true)]) { Hint = "热线线路中断 / the line to a hotline is dead" },
                false
            ),
            (
                "base-station-down",
                new Fields([("lasts", Span, true), ("words", Words, false)]) { Hint = "基站退服，用纸 / no network: work on paper" },
                false
            ),
        ],
        "case",
        "warning",
        "message",
        "call",
        "missing",
        "link-down",
        "base-station-down"
    );

    private static readonly Shape Proof = new Fields(
        [
            (
                "event",
                new Fields([
                    ("form", StoredForm, true),
                    ("where", Where, false),
                    ("times", new Number(1, 500, true), false),
                    ("distinct", new Text(60) { Hint = "此字段相同的只算一次 / events equal here count once" }, false),
                ])
                {
                    Hint = "由系统中的事件证明 / proved by events",
                },
                false
            ),
            ("never", Event with { Hint = "不得出现 / must not happen" }, false),
            ("observer", new Text(200) { Hint = "由观察员回答的问题 / a question for the observer" }, false),
        ],
        "event",
        "never",
        "observer"
    );

    public static readonly Shape File = new Fields([
        ("id", Id, true),
        ("title", Title, true),
        ("hazard", Category, true),
        ("form", Choice.Of<DrillForm>() with { Hint = "tabletop 桌面, field 实战, solo 一人桌推" }, true),
        ("objectives", new Several(new Fields([("id", Id, true), ("title", Title, true)]), 1, 20), true),
        (
            "participants",
            new Several(
                new Fields([
                    ("id", Id, true),
                    ("role", Choice.Of(Role.Controller, Role.Observer, Role.Partner, Role.Auditor, Role.Operator), true),
                    ("title", Title, true),
                    ("count", new Number(1, 99, true), false),
                ]),
                1,
                40
            ),
            true
        ),
        (
            "start",
            new Fields([("hour", Form.Hour with { Hint = "\"01:40\"" }, true), ("weather", Title, true), ("words", Words, false)]),
            true
        ),
        ("branches", new Several(new Fields([("id", Id, true), ("title", Title, true), ("when", When, true)]), 1, 20), false),
        (
            "injects",
            new Several(
                new Fields([
                    ("id", Id, true),
                    ("title", Title, true),
                    ("when", When, true),
                    ("to", new Several(Id, 1, 40), false),
                    ("do", Method, true),
                    ("branch", Id, false),
                ]),
                1,
                100
            ),
            true
        ),
        (
            "expect",
            new Several(
                new Fields([
                    ("id", Id, true),
                    ("title", Title, true),
                    ("objective", Id, true),
                    ("who", Id, false),
                    ("after", Id, true),
                    ("within", Span, true),
                    ("proof", Proof, true),
                    ("branch", Id, false),
                ]),
                1,
                200
            ),
            true
        ),
        ("end", new Fields([("at", Span, true), ("event", Event, false)]), true),
    ]);

    private static readonly JsonSerializerOptions Written = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NewLine = "\n",
    };
    public static string Schema { get; } = Published().ToJsonString(Written) + "\n";

    private static Fields Spoken(string hint) => new([("from", Title, true), ("text", Words, true)]) { Hint = hint };

    private static JsonObject Published()
    {
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "演练脚本 / drill scenario",
        };
        foreach (var (name, value) in File.Schema())
            schema[name] = value?.DeepClone();
        return schema;
    }
}
