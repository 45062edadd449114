/** What settings do, in German. */
export const settings = {
  'section:The result': 'Das Ergebnis',
  'section:The balance of photograph and painting': 'Foto und Gemälde',
  'section:The paintings': 'Die Gemälde',
  'section:Colors': 'Farben',
  'section:Time and quality': 'Zeit und Güte',
  'section:For those who know the paper (layers are conv1_1 to conv5_4, as in VGG-19)':
    'Für Kenner des Aufsatzes (Schichten conv1_1 bis conv5_4, wie in VGG-19)',
  size: 'Längste Seite des Ergebnisses in Pixeln, oder full: so groß wie das Foto.',
  'max-megapixels': 'Höchstens so viele Millionen Pixel, was auch immer die Größe sagt.',
  strength:
    'Wie stark gemalt wird, mit einem Regler: 0 ist das Foto, 50 das Übliche, 100 ganz Gemälde. Vervielfacht das übliche Gewicht des Stils.',
  detail: 'Wie sehr Umrisse und Gesichter bleiben, neben dem Gewicht des Inhalts.',
  'content-weight': 'Wie sehr das Ergebnis dem Foto gleichen soll.',
  'style-weight': 'Wie sehr das Ergebnis dem Gemälde gleichen soll; das Zehnfache ist deutlich zu sehen.',
  'tv-weight': 'Wie glatt das Ergebnis werden soll (totale Variation).',
  'tv-power': 'Die Potenz der Unterschiede in der totalen Variation: 1 erhält Kanten, 2 weicht sie auf; bis 4.',
  'tv-neighbors':
    'Ob die totale Variation die vier Nachbarn eines Pixels nimmt, oder alle acht, auch die schrägen.',
  ratio: 'Das Verhältnis von Inhalt zu Stil, α/β, an Stelle des Gewichts des Stils.',
  'blend-by':
    'Ob die Statistiken mehrerer Gemälde zu einer Malweise gemischt werden, oder das Ergebnis mit jedem verglichen wird.',
  'style-scale':
    'Größe des Gemäldes im Verhältnis zum Ergebnis; mehr gibt größere Striche. Eine Zahl für alle Gemälde oder eine für jedes.',
  'style-size':
    'Längste Seite des Gemäldes neben einem Ergebnis voller Größe, an Stelle von style-scale; eine für alle oder eine für jedes.',
  'style-shape': 'Ob das Gemälde seine Form behält oder auf die des Ergebnisses gestreckt wird.',
  'style-trim': 'Welcher Teil der längsten Seite an jedem Rand des Gemäldes wegfällt, wo ein Rahmen sein mag.',
  color:
    'Wessen Farben das Ergebnis hat. none: die des Gemäldes, wie die Verluste sie ergeben; luminance: genau die des Fotos, gemalt werden nur Hell und Dunkel; match: die Palette des Fotos in den Strichen des Gemäldes; histogram: ebenso, mit der ganzen Palette; oklab: die Palette des Gemäldes an den Orten des Fotos; style-only: nur die Palette des Gemäldes, keiner seiner Striche.',
  'color-map': 'Wie match und style-only eine Palette bewegen.',
  'color-blend': 'Wie weit die Einstellung color geht, von 0 bis 1.',
  'color-match':
    'Wie weit die Farben des Fotos vor dem Lauf zu denen des Gemäldes bewegt werden, und die des Ergebnisses danach; 0 überlässt alles den Verlusten.',
  iterations: 'Schritte bei der kleinsten Größe: so oft wird der Verlust berechnet.',
  'iteration-growth': 'Das Wievielfache der Schritte der nächstgrößeren Größe jede bekommt.',
  scales:
    'Wie viele Größen durchlaufen werden, jede das 1,41-fache der vorigen; 1 ist die letzte allein, 0 so viele, wie min-scale zulässt.',
  'min-scale': 'Längste Seite der kleinsten Größe, mit der begonnen wird; was dort angelegt ist, bleibt.',
  seed: 'Die Zahl, aus der das Rauschen kommt.',
  optimizer: 'Wie der Verlust verkleinert wird; adam braucht weniger Speicher.',
  history: 'Aus wie vielen seiner letzten Schritte L-BFGS lernt; jeder braucht den Speicher zweier Bilder.',
  'learning-rate': 'Wie weit Adam eine Farbe in einem Schritt etwa bewegt, von einer Spanne von 1.',
  'learning-rate-decay': 'Womit Adams Lernrate nach jedem Schritt malgenommen wird; jede Größe beginnt mit der ganzen.',
  betas: 'Wie viel Adam von seinen Mitteln des Gradienten und dessen Quadrats in jedem Schritt behält, 0 bis unter 1.',
  epsilon: 'Was Adams Schritte endlich hält, wo der Gradient fast nichts ist.',
  averaging:
    'Wie viel vom Mittel aller bisherigen Bilder in jedem Schritt bleibt, unter 1; das Mittel ist das Ergebnis, wo es besser ist als das letzte Bild. 0 bildet keines.',
  tolerance: 'Ende einer Größe, wenn in 20 Schritten nur dieser Teil des Verlusts gewonnen wird; 0 macht alle Schritte.',
  preconditioning: 'Wie viel leichter ein Schritt große Flächen ändert als einzelne Pixel; 0 wie in der Literatur.',
  'color-range':
    'Ob Farben unterwegs ihren Bereich verlassen dürfen, nach jedem Schritt von adam zurückgesetzt werden, oder eine glatte Abbildung sie darin hält.',
  denoise: 'Wie viel feine, schwache Körnung am Ende entfernt wird: 0.01 bis 0.1; 0 lässt alles.',
  init:
    'Womit begonnen wird. noise ist schwach um Grau, uniform und normal haben alle Farben, style-statistics die des Gemäldes.',
  'noise-ratio': 'Der Anteil von Rauschen am Anfang.',
  pooling: 'Wie das Netz verkleinert; die Formen mit rescaled geben etwa so große Werte wie max.',
  seamless: 'Ob Ränder und ungerade Größen keine Spur lassen, oder behandelt werden wie in der Literatur.',
  padding:
    'Was Faltungen jenseits des Randes sehen: Nullen, den wiederholten Rand, oder das Spiegelbild.',
  'content-layers': 'Schichten, in denen der Inhalt verglichen wird, etwa conv4_2 oder conv3_2=0.3,conv4_2=0.7.',
  'style-layers': 'Schichten, in denen der Stil verglichen wird, ebenso geschrieben.',
  'style-loss': 'Womit der Stil verglichen wird.',
  slices: 'Entlang wie vieler Richtungen sliced vergleicht, 1 bis 4096; üblich sind so viele, wie die Schicht Filter hat.',
  'normalize-gradients':
    'Ob jede Schicht des Stils, von ihrem Gewicht abgesehen, am Foto gleich stark zieht.',
  preset:
    'Ein ganzer Satz von Einstellungen, auch der anderer Programme; andere Einstellungen ändern ihn. paper ist der Aufsatz aufs Wort, paper-figures gibt Bilder wie seine Abbildungen.',
  convention: 'Wie die Verluste gemessen werden; jede Weise hat ihre eigenen üblichen Gewichte.',
};
