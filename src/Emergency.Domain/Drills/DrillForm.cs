namespace Emergency.Domain.Drills;

/// <summary>桌面推演, 实战演练, or the ten-minute 桌推 for one secretary alone.</summary>
public enum DrillForm
{
    Tabletop,
    Field,
    Solo,
}
